import type { Kysely, Selectable } from 'kysely';
import type { Tables } from './schema.ts';

/** A learner's session in one lesson, as stored. `memory` and `answers` are JSON texts owned by lib/session. */
export interface StoredSession {
  id: string;
  learner: string;
  lesson: string;
  currentStep: string;
  memory: string;
  answers: string;
  createdAt: number;
  activeAt: number;
}

const fromRow = (row: Selectable<Tables['session']>): StoredSession => ({
  id: row.id,
  learner: row.learner,
  lesson: row.lesson,
  currentStep: row.current_step,
  memory: row.memory,
  answers: row.answers,
  createdAt: row.created_at,
  activeAt: row.active_at,
});

/** Sessions: one per learner and lesson, for ever; a reset empties it. */
export class SessionTable {
  readonly #db: Kysely<Tables>;
  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async find(learner: string, lesson: string): Promise<StoredSession | null> {
    const row = await this.#db
      .selectFrom('session')
      .selectAll()
      .where('learner', '=', learner)
      .where('lesson', '=', lesson)
      .executeTakeFirst();
    return row ? fromRow(row) : null;
  }

  /** The session the learner was in last; null for somebody new. */
  async latest(learner: string): Promise<StoredSession | null> {
    const row = await this.#db
      .selectFrom('session')
      .selectAll()
      .where('learner', '=', learner)
      .orderBy('active_at', 'desc')
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row ? fromRow(row) : null;
  }

  /** Writes the whole session. Two first visits at once make one session: the row that came first keeps its id and is returned. */
  async put(session: StoredSession): Promise<StoredSession> {
    const { current_step, memory, answers, active_at } = {
      current_step: session.currentStep,
      memory: session.memory,
      answers: session.answers,
      active_at: session.activeAt,
    };
    const row = await this.#db
      .insertInto('session')
      .values({
        id: session.id,
        learner: session.learner,
        lesson: session.lesson,
        current_step,
        memory,
        answers,
        created_at: session.createdAt,
        active_at,
      })
      .onConflict((conflict) =>
        conflict.columns(['learner', 'lesson']).doUpdateSet({ current_step, memory, answers, active_at }),
      )
      .returningAll()
      .executeTakeFirstOrThrow();
    return fromRow(row);
  }
}
