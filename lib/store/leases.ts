import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** A session's time-limited right to a sandbox. A session holds one at most. */
export interface StoredLease {
  sandbox: string;
  session: string;
  createdAt: number;
  expiresAt: number;
}

/** Leases, so that a restarted process adopts what runs. */
export class LeaseTable {
  readonly #db: Kysely<Tables>;
  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async list(): Promise<StoredLease[]> {
    const rows = await this.#db.selectFrom('lease').selectAll().orderBy('created_at').execute();
    return rows.map((row) => ({
      sandbox: row.sandbox,
      session: row.session,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    }));
  }

  /** Adds the lease, or moves its expiry when it is known. */
  async put(lease: StoredLease): Promise<void> {
    await this.#db
      .insertInto('lease')
      .values({
        sandbox: lease.sandbox,
        session: lease.session,
        created_at: lease.createdAt,
        expires_at: lease.expiresAt,
      })
      .onConflict((conflict) =>
        conflict.column('sandbox').doUpdateSet({ session: lease.session, expires_at: lease.expiresAt }),
      )
      .execute();
  }

  /** Removing what is not there succeeds. */
  async remove(sandbox: string): Promise<void> {
    await this.#db.deleteFrom('lease').where('sandbox', '=', sandbox).execute();
  }
}
