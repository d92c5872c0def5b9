import type { SandboxDriver } from '../model.ts';
import type { Lease, LeasePort } from './lease.ts';

/**
 * Sorts what an earlier process left behind. A lease is adopted when it has not expired and its sandbox runs, the newest one
 * where a session or a sandbox has several; all other leases are removed. `orphans` are sandboxes without an adopted lease.
 */
export async function adoptLeases(
  driver: SandboxDriver,
  leases: LeasePort,
  now: number,
): Promise<{ adopted: Lease[]; orphans: string[] }> {
  const [records, stored] = await Promise.all([driver.list(), leases.list()]);
  const running = new Set(records.filter(({ state }) => state === 'running').map(({ id }) => id));
  const adopted: Lease[] = [];
  for (const lease of stored.toSorted((a, b) => b.createdAt - a.createdAt)) {
    const taken = adopted.some(({ sandbox, session }) => sandbox === lease.sandbox || session === lease.session);
    if (!taken && lease.expiresAt > now && running.has(lease.sandbox)) adopted.push(lease);
    else if (!adopted.some(({ sandbox }) => sandbox === lease.sandbox)) await leases.remove(lease.sandbox);
  }
  const held = new Set(adopted.map(({ sandbox }) => sandbox));
  return { adopted, orphans: records.map(({ id }) => id).filter((id) => !held.has(id)) };
}
