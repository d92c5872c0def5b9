import type { SandboxDriver } from '#sandbox/index.ts';
import { type Clock, codeOf, type Logger } from '../base/index.ts';
import { collectGarbage, openContentStore, removeTenants, workshopAccount } from '../hub/index.ts';

const sweepEveryMs = 10 * 60_000;
/** Young content is spared by a collection, for it may belong to a push that goes on; an hour later it is young no more. */
const collectForMs = 80 * 60_000;

/** The hub's name for a sandbox of an instance. Instances hold no dots, so that no two names can be the same. */
export function tenantOf(instance: string, sandbox: string): string {
  return `${instance}.${sandbox}`;
}

/** Removes every ten minutes what learners had pushed from sandboxes of this instance that are gone; other instances do so themselves. */
export function sweepPushedImages(
  hubFolder: string,
  instance: string,
  driver: SandboxDriver,
  clock: Clock,
  logger: Logger,
): Disposable {
  const store = openContentStore(hubFolder);
  let timer: Disposable | undefined;
  let collectUntil = 0;

  async function sweep(): Promise<void> {
    const alive = new Set((await driver.list()).map(({ id }) => tenantOf(instance, id)));
    const foreign = (tenant: string) => !tenant.startsWith(tenantOf(instance, ''));
    const keep = (tenant: string) => foreign(tenant) || alive.has(tenant);
    if ((await removeTenants(store, workshopAccount.username, keep)) > 0) collectUntil = clock.now() + collectForMs;
    if (clock.now() < collectUntil) await collectGarbage(store, clock.now());
  }
  function schedule(): void {
    timer = clock.after(sweepEveryMs, () => {
      sweep().catch((error: unknown) => logger.warn({ code: codeOf(error), err: error }, 'Pushed images not swept'));
      schedule();
    });
  }
  schedule();
  return { [Symbol.dispose]: () => timer?.[Symbol.dispose]() };
}
