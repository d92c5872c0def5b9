import type { Kysely } from 'kysely';
import type { Migration, MigrationProvider } from 'kysely/migration';

/** Forward only; a released migration is never edited, a new one is added. */
const all: Record<string, Migration> = {
  '0001-first': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('session')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('learner', 'text', (c) => c.notNull())
        .addColumn('lesson', 'text', (c) => c.notNull())
        .addColumn('current_step', 'text', (c) => c.notNull())
        .addColumn('memory', 'text', (c) => c.notNull())
        .addColumn('answers', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('active_at', 'bigint', (c) => c.notNull())
        .addUniqueConstraint('session_learner_lesson', ['learner', 'lesson'])
        .execute();
      await db.schema
        .createTable('progress')
        .addColumn('learner', 'text', (c) => c.notNull())
        .addColumn('lesson', 'text', (c) => c.notNull())
        .addColumn('step', 'text', (c) => c.notNull())
        .addColumn('done_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('progress_key', ['learner', 'lesson', 'step'])
        .execute();
      await db.schema
        .createTable('lease')
        .addColumn('sandbox', 'text', (c) => c.primaryKey())
        .addColumn('session', 'text', (c) => c.notNull().unique())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('expires_at', 'bigint', (c) => c.notNull())
        .execute();
    },
  },
};

export const migrations: MigrationProvider = { getMigrations: async () => all };
