import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** Steps a learner has done at some time. Rows are only ever added: progress is never lost. */
export class ProgressTable {
  readonly #db: Kysely<Tables>;
  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async add(learner: string, lesson: string, step: string, at: number): Promise<void> {
    await this.#db
      .insertInto('progress')
      .values({ learner, lesson, step, done_at: at })
      .onConflict((conflict) => conflict.columns(['learner', 'lesson', 'step']).doNothing())
      .execute();
  }

  /** Everything the learner has done, oldest first. */
  async of(learner: string): Promise<{ lesson: string; step: string; at: number }[]> {
    const rows = await this.#db
      .selectFrom('progress')
      .selectAll()
      .where('learner', '=', learner)
      .orderBy('done_at')
      .orderBy('step')
      .execute();
    return rows.map((row) => ({ lesson: row.lesson, step: row.step, at: row.done_at }));
  }
}
