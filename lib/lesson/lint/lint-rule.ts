import type { LessonFolder } from '../read-folder.ts';
import type { LessonProblem, Place } from '../source/problem.ts';

/** What a rule may know besides the lesson it looks at. */
export interface LintGround {
  /** All images that can be had without the internet, as `name:tag`; missing when that is not known. */
  images?: ReadonlySet<string>;
  /** Names of all lessons in addresses. */
  slugs: ReadonlySet<string>;
}

/** Looks at one lesson that can be taught and reports what its author should know before others see it. */
export type LintRule = (name: string, lesson: LessonFolder, ground: LintGround) => LessonProblem[];

/** What a {@link LintRule} reports: the lesson can be taught all the same. */
export function warning(
  file: string,
  at: Place | undefined,
  code: string,
  message: string,
  fix: string,
): LessonProblem {
  const { line, column } = at?.position?.start ?? { line: 1, column: 1 };
  return { file, line, column, code, message, fix, fatal: false };
}
