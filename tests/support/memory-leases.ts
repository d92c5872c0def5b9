import type { Lease, LeasePort } from '#sandbox/index.ts';

/** Leases in memory; they outlive the pool, as a database's would. */
export interface MemoryLeases extends LeasePort {
  readonly all: ReadonlyMap<string, Lease>;
  /** While true, writing fails. */
  broken: boolean;
}

export function memoryLeases(): MemoryLeases {
  const all = new Map<string, Lease>();
  const leases: MemoryLeases = {
    all,
    broken: false,
    async list() {
      return [...all.values()].map((lease) => ({ ...lease }));
    },
    async put(lease) {
      await Promise.resolve();
      if (leases.broken) throw new Error('the disk is full');
      all.set(lease.sandbox, { ...lease });
    },
    async remove(sandbox) {
      await Promise.resolve();
      all.delete(sandbox);
    },
  };
  return leases;
}
