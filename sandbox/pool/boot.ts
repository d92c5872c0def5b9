import { AppError, type Clock, codeOf } from '#lib/base/index.ts';
import type { Channel, SandboxDriver, SandboxSpec } from '../model.ts';

/**
 * Makes a sandbox and opens its channel, so that whoever leases it need not wait for either. Rejects with a code of the
 * catalogue: the driver's own or SANDBOX_START; also after `limitMs`, should the driver not keep its own limits. What was made
 * until then is for the caller to destroy; what a driver finishes later all the same is destroyed here.
 */
export async function bootSandbox(
  driver: SandboxDriver,
  spec: SandboxSpec,
  limitMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<Channel> {
  const late = new AbortController();
  using _limit = clock.after(limitMs, () =>
    late.abort(new AppError('SANDBOX_START', `no sandbox within ${limitMs} ms`)),
  );
  const stop = AbortSignal.any([signal, late.signal]);
  const making = driver.create(spec, stop);
  try {
    await orAborted(making, stop);
    const connecting = driver.connect(spec.id, stop);
    connecting.then(
      async (channel) => {
        if (stop.aborted) await channel[Symbol.asyncDispose]();
      },
      () => undefined,
    );
    return await orAborted(connecting, stop);
  } catch (cause) {
    making.then(
      async () => {
        if (stop.aborted) await driver.destroy(spec.id).catch(() => undefined);
      },
      () => undefined,
    );
    throw codeOf(cause) === 'INTERNAL' ? new AppError('SANDBOX_START', String(cause), { cause }) : cause;
  }
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
