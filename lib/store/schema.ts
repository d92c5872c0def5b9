/** Tables as Kysely sees them. Times are milliseconds since the epoch; JSON is kept as text, so that SQLite and PostgreSQL agree. */
export interface Tables {
  session: {
    id: string;
    learner: string;
    lesson: string;
    current_step: string;
    /** JSON of the check memory (what passed when, activation times). */
    memory: string;
    /** JSON of answers given, by `<step>/<check>`. */
    answers: string;
    created_at: number;
    active_at: number;
  };
  progress: { learner: string; lesson: string; step: string; done_at: number };
  lease: { sandbox: string; session: string; created_at: number; expires_at: number };
}
