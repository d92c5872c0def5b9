import type { LeasePort, SandboxDriver } from '#sandbox/index.ts';

/** Ports as one process holds them: once it is killed, nothing it asks for happens any more, and nothing is answered. */
export function mortalProcess(driver: SandboxDriver, leases: LeasePort) {
  let alive = true;
  const whileAlive = async <T>(work: () => Promise<T>): Promise<T> => {
    if (!alive) return new Promise(() => undefined);
    const answer = await work();
    return alive ? answer : new Promise(() => undefined);
  };
  return {
    kill: () => {
      alive = false;
    },
    driver: {
      ...driver,
      create: (spec, signal) => whileAlive(() => driver.create(spec, signal)),
      list: () => whileAlive(() => driver.list()),
      destroy: (id) => whileAlive(() => driver.destroy(id)),
      connect: (id, signal) => whileAlive(() => driver.connect(id, signal)),
    } satisfies SandboxDriver as SandboxDriver,
    leases: {
      list: () => whileAlive(() => leases.list()),
      put: (lease) => whileAlive(() => leases.put(lease)),
      remove: (sandbox) => whileAlive(() => leases.remove(sandbox)),
    } satisfies LeasePort as LeasePort,
  };
}
