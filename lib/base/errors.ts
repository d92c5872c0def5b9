/**
 * Every error a person may meet. The learner's sentence is in the message catalogues under `error.<CODE>`
 * (a test holds both sides together); the operator's sentence is here. `status` is the HTTP status.
 */
export const catalogue = {
  BAD_REQUEST: { status: 400, operator: 'A request, frame or parameter did not match its schema.' },
  BAD_PATH: { status: 400, operator: 'A file path left the home folder, held control characters or was too long.' },
  FILE_TOO_LARGE: { status: 413, operator: 'A file over 1 MiB was opened or saved in the editor.' },
  FILE_BINARY: { status: 415, operator: 'A file that is not UTF-8 text was opened in the editor.' },
  FILE_MISSING: { status: 404, operator: 'A file asked for does not exist in the sandbox.' },
  FILE_CONFLICT: { status: 409, operator: 'A file changed in the sandbox after the editor had read it.' },
  FILE_REFUSED: { status: 403, operator: 'The sandbox refused a file operation.' },
  FORBIDDEN_ORIGIN: {
    status: 403,
    operator: 'A request or socket came from another origin. Set SLIPWAY_ORIGIN when behind a proxy.',
  },
  NO_LEARNER: { status: 401, operator: 'A request carried no valid learner cookie.' },
  NOT_FOUND: { status: 404, operator: 'Nothing answers at that address.' },
  LESSON_UNKNOWN: { status: 404, operator: 'A lesson was asked for that content/lessons does not hold.' },
  LESSON_INVALID: { status: 500, operator: 'A lesson does not compile; run `npm run lesson -- lint`.' },
  STEP_UNKNOWN: { status: 404, operator: 'A step was asked for that the lesson does not have.' },
  SESSION_UNKNOWN: {
    status: 404,
    operator: 'A session was asked for that does not exist or belongs to another learner.',
  },
  SESSION_ENDED: { status: 410, operator: 'The session ended: expired, released or its sandbox is gone.' },
  SANDBOX_CAPACITY: {
    status: 503,
    operator: 'Every sandbox is in use. Raise SLIPWAY_SANDBOX_MAXIMUM or lower SLIPWAY_LEASE_MINUTES.',
  },
  SANDBOX_UNAVAILABLE: {
    status: 503,
    operator: 'No Docker engine can be had on this host; `npm run doctor` says why.',
  },
  SANDBOX_START: {
    status: 503,
    operator: 'A sandbox did not come up in time or exited while starting; see its container log.',
  },
  SANDBOX_GONE: { status: 410, operator: 'The sandbox ended: reaped, killed, or its container was removed.' },
  SANDBOX_UNREACHABLE: { status: 503, operator: 'The channel into a running sandbox did not answer.' },
  DAEMON_UNREACHABLE: {
    status: 503,
    operator: "The learner's Docker daemon did not answer; it may be stopped inside the sandbox.",
  },
  TERMINAL_LIMIT: { status: 409, operator: 'A session asked for more terminals than SLIPWAY_TERMINALS allows.' },
  TERMINAL_UNKNOWN: { status: 404, operator: 'A frame named a terminal that is not open.' },
  TOO_MANY: { status: 429, operator: 'One learner or address sent more than its share.' },
  CHECK_BROKEN: { status: 500, operator: 'A check threw while it was evaluated: a bug in its kind.' },
  KIT_REFUSED: { status: 400, operator: 'A file to import is not a whole kit; nothing was changed.' },
  CONFIG_INVALID: { status: 500, operator: 'The environment or the flags hold a bad value.' },
  INTERNAL: { status: 500, operator: 'Something failed that has no better name; see the log.' },
} as const satisfies Record<string, { status: number; operator: string }>;

export type ErrorCode = keyof typeof catalogue;

/** An error from the catalogue. `detail` adds specifics for the operator's log and is never shown to learners. */
export class AppError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail ? `${catalogue[code].operator} (${detail})` : catalogue[code].operator, options);
    this.name = 'AppError';
    this.code = code;
  }
}

/** The catalogue code of any thrown value. Not `instanceof`: Next bundles its own copy of this class (DECISIONS.md, 2). */
export function codeOf(error: unknown): ErrorCode {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && Object.hasOwn(catalogue, code) ? (code as ErrorCode) : 'INTERNAL';
}
