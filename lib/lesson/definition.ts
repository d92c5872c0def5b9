import type { Locale } from '../base/index.ts';
import type { Check } from '../check/model.ts';
import type { CourseSummary, HelpText, LessonPage, LessonSummary } from './model.ts';

/** Shell lines as an author wrote them in a fenced block, in order. Typed into a terminal by `lesson test`. */
export type CommandLines = string[];

/** A wrong state an author foresaw: after `commands`, check `check` must fail with a message whose id is `says`. */
export interface Break {
  id: string;
  commands: CommandLines;
  check: string;
  says: string;
}

/** A step as the server knows it: language-neutral, with everything the browser must not see. */
export interface StepDefinition {
  id: string;
  checks: Check[];
  solution: CommandLines;
  /** Other ways to solve the step, each of which must pass as well. */
  alternatives: CommandLines[];
  breaks: Break[];
}

/** A lesson as the server knows it. `files` are put below the home folder when a session starts. */
export interface LessonDefinition {
  slug: string;
  /** Images the lesson pulls, with tags. */
  images: string[];
  sandbox: boolean;
  steps: StepDefinition[];
  files: { path: string; content: Uint8Array }[];
}

/** All lessons of one content folder, compiled once per content hash. Unknown names throw LESSON_UNKNOWN or STEP_UNKNOWN. */
export interface LessonLibrary {
  /** Every lesson, in the order of their folders. */
  list(locale: Locale): LessonSummary[];
  /** In the order of their files. A lesson may be in several courses, or in none. */
  courses(locale: Locale): CourseSummary[];
  page(slug: string, locale: Locale): Promise<LessonPage>;
  definition(slug: string): LessonDefinition;
  solution(slug: string, step: string, locale: Locale): HelpText;
}
