import type { Duplex } from 'node:stream';
import type { Locale } from '../base/index.ts';
import type { Observation } from '../check/model.ts';

/** A socket on which something waits for connections inside a container. */
export interface Listener {
  port: number;
  /** True when only the container itself can reach it: bound to 127.0.0.1 or ::1. */
  loopback: boolean;
}

/** The sandbox behind a name, as a preview needs it. */
export interface PreviewSource {
  /** The port on the sandbox. */
  port: number;
  /** False when the machine has ended or is not up yet. */
  up: boolean;
  observation: Observation;
  /** The language the learner reads the lesson in, when known. */
  language: Locale | null;
  /** A connection to that port. Rejects with NOT_FOUND when nothing listens, SANDBOX_* when the machine cannot be reached. */
  dial(): Promise<Duplex>;
  /** What listens inside a container. Rejects when it cannot be found out. */
  listeners(container: string, signal: AbortSignal): Promise<Listener[]>;
}

/** Finds the sandbox a name belongs to; null when there is none, or not any more. */
export type FindPreview = (name: string) => PreviewSource | null;
