import type { Duplex } from 'node:stream';
import type { Locale } from '../base/index.ts';
import type { Observation } from '../check/model.ts';

/** A port of a session's sandbox that is being looked at. */
export interface SessionPreview {
  port: number;
  /** False when the machine is not running. */
  up: boolean;
  observation: Observation;
  /** What the learner reads in, when a page said so. */
  language: Locale | null;
  /** A connection to the port. Rejects with NOT_FOUND when nothing listens, SANDBOX_GONE or SANDBOX_UNREACHABLE. */
  dial(): Promise<Duplex>;
  listeners(container: string, signal: AbortSignal): Promise<{ port: number; loopback: boolean }[]>;
}
