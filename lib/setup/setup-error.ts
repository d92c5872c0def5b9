import { AppError, type ErrorCode } from '#lib/base/index.ts';

/** A failure while setting up, with what the operator can do about it in one sentence. */
export class SetupError extends AppError {
  readonly reason: string;
  readonly remedy: string;
  constructor(code: ErrorCode, reason: string, remedy: string, options?: ErrorOptions) {
    super(code, reason, options);
    this.reason = reason;
    this.remedy = remedy;
  }
}

/** Why something failed and, when known, the remedy; for any thrown value. */
export function explain(error: unknown): { reason: string; remedy?: string } {
  if (!(error instanceof Error)) return { reason: String(error) };
  const reason = 'reason' in error && typeof error.reason === 'string' ? error.reason : error.message;
  return 'remedy' in error && typeof error.remedy === 'string' ? { reason, remedy: error.remedy } : { reason };
}
