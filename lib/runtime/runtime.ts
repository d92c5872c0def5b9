import type { ChannelFiles, DriverHealth } from '../../sandbox/model.ts';
import type { Logger } from '../base/index.ts';
import type { LessonLibrary } from '../lesson/definition.ts';
import type { SessionView } from '../session/model.ts';

/** What a learner has passed, per lesson. */
export interface LessonProgress {
  lesson: string;
  /** Ids of the steps that were done at some time. */
  done: string[];
  /** Milliseconds since the epoch of the latest change. */
  at: number;
}

/** What the pages and route handlers may ask of the running application. */
export interface Runtime {
  /** Where the edge (route handlers) reports failures that are ours, once. */
  readonly logger: Logger;
  readonly lessons: LessonLibrary;
  /** The learner's progress in every lesson they have touched. */
  progress(learner: string): Promise<LessonProgress[]>;
  /** The lesson and step the learner was in last; null for somebody new. They may be gone from the lessons since. */
  lastPlace(learner: string): Promise<{ lesson: string; step: string } | null>;
  /** The session as it is now, for the first paint; null when there is none. Never starts one. */
  session(learner: string, lesson: string): Promise<SessionView | null>;
  /** Files of the learner's running sandbox. Throws SESSION_UNKNOWN or SANDBOX_GONE. Paths are checked: BAD_PATH. */
  files(learner: string, lesson: string): Promise<ChannelFiles>;
  /** Origin below which previews have host names of their own; '' when there is none. */
  readonly previewOrigin: string;
  /** True when an author looks at lessons with `lesson preview`; never for learners. */
  readonly author: boolean;
  /** What is missing for sandboxes on this host, if anything. */
  health(): Promise<DriverHealth>;
}

/** Key of the one Runtime on globalThis: modules are evaluated once per bundle, globalThis is shared (DECISIONS.md, 2). */
export const RUNTIME = Symbol.for('slipway.runtime');
