/** A session's time-limited right to one sandbox; renewed by activity. A session has one at most, a sandbox too. */
export interface Lease {
  sandbox: string;
  session: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
  expiresAt: number;
}

/** Where leases outlive the process. `put` adds or replaces by sandbox; removing what is not there succeeds. */
export interface LeasePort {
  list(): Promise<Lease[]>;
  put(lease: Lease): Promise<void>;
  remove(sandbox: string): Promise<void>;
}

/** Why a lease ended: given back, not renewed, or its sandbox is no more. */
export type LeaseEnd = 'released' | 'expired' | 'gone';
