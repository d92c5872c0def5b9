/** Sessions, progress and leases in a database. Knows no HTTP, no lesson, no Docker. */
import { type Dialect, Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { LeaseTable } from './leases.ts';
import { migrations } from './migrations.ts';
import { ProgressTable } from './progress.ts';
import type { Tables } from './schema.ts';
import { SessionTable } from './sessions.ts';

export type { StoredLease } from './leases.ts';
export type { StoredSession } from './sessions.ts';
export { sqliteDialect } from './sqlite.ts';

/** Everything the server remembers. An acknowledged write survives the death of the process. */
export interface Store extends AsyncDisposable {
  readonly sessions: SessionTable;
  readonly progress: ProgressTable;
  readonly leases: LeaseTable;
}

/** Opens the database and brings its schema up to date. Rejects when a migration fails; nothing is half-applied then. */
export async function openStore(dialect: Dialect): Promise<Store> {
  const db = new Kysely<Tables>({ dialect });
  const { error } = await new Migrator({ db, provider: migrations }).migrateToLatest();
  if (error) {
    await db.destroy();
    throw error;
  }
  return {
    sessions: new SessionTable(db),
    progress: new ProgressTable(db),
    leases: new LeaseTable(db),
    [Symbol.asyncDispose]: () => db.destroy(),
  };
}
