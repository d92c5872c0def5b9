import { join } from 'node:path';
import { imageProblems } from './image-problems.ts';
import { alternativeProblems } from './lint/alternative-problems.ts';
import { lessonNames } from './load-lessons.ts';
import { readFolder, slugOf } from './read-folder.ts';
import type { LessonProblem } from './source/problem.ts';

/**
 * Every mistake in the lessons of a content folder, or of the one called `only` (its slug or folder name). With `images`, all there
 * are as `name:tag`, also images that lessons declare and nobody has.
 */
export async function lintLessons(
  contentFolder: string,
  only?: string,
  images?: ReadonlySet<string>,
): Promise<{ lessons: number; problems: LessonProblem[] }> {
  const names = (await lessonNames(contentFolder)).filter(
    (name) => only === undefined || name === only || slugOf(name) === only,
  );
  const read = await Promise.all(names.map((name) => readFolder(join(contentFolder, 'lessons'), name)));
  const problems = read.flatMap((each) => each.problems);
  for (const [index, { lesson }] of read.entries()) {
    const name = names[index] ?? '';
    if (lesson) problems.push(...alternativeProblems(name, lesson));
    if (lesson && images) problems.push(...imageProblems(name, lesson, images));
  }
  const slugs = names.map(slugOf);
  for (const [index, name] of names.entries()) {
    if (slugs.indexOf(slugOf(name)) === index) continue;
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
  return { lessons: names.length, problems };
}
