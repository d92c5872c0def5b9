import { AppError, type Clock } from '#lib/base/index.ts';
import type { SandboxDriver } from '#sandbox/model.ts';

/** A driver whose sandboxes take `ms` longer to start. */
export function slowDriver(driver: SandboxDriver, ms: number, clock: Clock): SandboxDriver {
  return {
    ...driver,
    async create(spec, signal) {
      try {
        await clock.sleep(ms, signal);
      } catch (cause) {
        throw new AppError('SANDBOX_START', 'given up', { cause });
      }
      return driver.create(spec, signal);
    },
  };
}

/** A driver that never answers a `create`, abort or not: worse than the port allows. */
export function neverDriver(driver: SandboxDriver): SandboxDriver {
  return { ...driver, create: () => new Promise(() => undefined) };
}

/** A driver that refuses as long as `failing` says so. */
export function failingDriver(
  driver: SandboxDriver,
  failing: { create?: boolean; destroy?: boolean; list?: boolean; connect?: boolean },
): SandboxDriver {
  const refuse = (
    what: keyof typeof failing,
    code: 'SANDBOX_START' | 'SANDBOX_UNAVAILABLE' | 'SANDBOX_UNREACHABLE',
  ) => {
    if (failing[what]) throw new AppError(code, `this driver fails to ${what}`);
  };
  return {
    ...driver,
    async create(spec, signal) {
      refuse('create', 'SANDBOX_START');
      return driver.create(spec, signal);
    },
    async destroy(id) {
      refuse('destroy', 'SANDBOX_UNAVAILABLE');
      return driver.destroy(id);
    },
    async list() {
      refuse('list', 'SANDBOX_UNAVAILABLE');
      return driver.list();
    },
    async connect(id, signal) {
      refuse('connect', 'SANDBOX_UNREACHABLE');
      return driver.connect(id, signal);
    },
  };
}

/** A driver whose sandboxes die `afterMs` after they started. */
export function dyingDriver(
  driver: SandboxDriver & { crash(id: string): Promise<void> },
  afterMs: number,
  clock: Clock,
): SandboxDriver {
  return {
    ...driver,
    async create(spec, signal) {
      const record = await driver.create(spec, signal);
      clock.after(afterMs, () => void driver.crash(spec.id));
      return record;
    },
  };
}
