import { join } from 'node:path';
import { readCourses } from './course/read-courses.ts';
import { alternativeProblems } from './lint/alternative-problems.ts';
import { driftProblems } from './lint/drift-problems.ts';
import { hintProblems } from './lint/hint-problems.ts';
import { linkProblems } from './lint/link-problems.ts';
import type { LintRule } from './lint/lint-rule.ts';
import { undeclaredImageProblems } from './lint/undeclared-image-problems.ts';
import { unknownImageProblems } from './lint/unknown-image-problems.ts';
import { lessonNames } from './load-lessons.ts';
import { readFolder, slugOf } from './read-folder.ts';
import type { LessonProblem } from './source/problem.ts';

/** Looked at when a lesson can be taught; what keeps it from being taught is told by reading it. */
const rules: readonly LintRule[] = [
  alternativeProblems,
  hintProblems,
  linkProblems,
  undeclaredImageProblems,
  unknownImageProblems,
  driftProblems,
];

/**
 * Every mistake in the lessons and courses of a content folder, or of the lesson called `only` (its slug or folder name), in the
 * order of their places. With `images`, all there are as `name:tag`, also images that lessons declare and nobody has.
 */
export async function lintLessons(
  contentFolder: string,
  only?: string,
  images?: ReadonlySet<string>,
): Promise<{ lessons: number; problems: LessonProblem[] }> {
  const all = await lessonNames(contentFolder);
  const slugs = all.map(slugOf);
  const names = all.filter((name) => only === undefined || name === only || slugOf(name) === only);
  const read = await Promise.all(names.map((name) => readFolder(join(contentFolder, 'lessons'), name)));
  const ground = { slugs: new Set(slugs), ...(images ? { images } : {}) };
  const problems = read.flatMap(({ lesson, problems: found }, index) => [
    ...found,
    ...(lesson ? rules.flatMap((rule) => rule(names[index] ?? '', lesson, ground)) : []),
  ]);
  for (const name of names) {
    if (slugs.indexOf(slugOf(name)) === all.indexOf(name)) continue;
    problems.push({
      file: name,
      line: 1,
      column: 1,
      code: 'ID_TWICE',
      message: `two lessons are called "${slugOf(name)}"`,
      fix: 'rename one folder',
      fatal: true,
    });
  }
  if (only === undefined) problems.push(...(await readCourses(contentFolder, slugs)).problems);
  const order = (a: LessonProblem, b: LessonProblem) =>
    a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;
  return { lessons: names.length, problems: problems.sort(order) };
}
