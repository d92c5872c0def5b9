import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lessonNames, nextLessonNumber, recordTranslations, slugOf } from '#lib/lesson/index.ts';
import { SetupError } from '#lib/setup/index.ts';

const templateFolder = join(import.meta.dirname, 'template');
const slugShape = /^[a-z0-9][a-z0-9-]{0,63}$/;

/**
 * Makes a lesson called `slug` behind the last one, in every language of the template, and resolves with its folder's name. Throws with
 * the reason when the name cannot be used.
 */
export async function beginLesson(contentFolder: string, slug: string): Promise<string> {
  if (!slugShape.test(slug) || /^\d{3}-/.test(slug))
    throw new SetupError(
      'BAD_REQUEST',
      `"${slug}" cannot be a lesson’s name.`,
      'use lower-case words with hyphens, such as multi-stage-builds; the number in front is added for you.',
    );
  const names = await lessonNames(contentFolder);
  const taken = names.find((name) => slugOf(name) === slug);
  if (taken !== undefined)
    throw new SetupError('BAD_REQUEST', `There is a lesson "${slug}" already: ${taken}.`, 'choose another name.');
  const number = nextLessonNumber(names);
  if (number === null)
    throw new SetupError('BAD_REQUEST', 'There is no number left behind the last lesson.', 'renumber.');
  const folder = `${number}-${slug}`;
  const target = join(contentFolder, 'lessons', folder);
  await mkdir(target, { recursive: true });
  for (const file of await readdir(templateFolder)) {
    const text = await readFile(join(templateFolder, file), 'utf8');
    await writeFile(join(target, file), text.replaceAll('{{title}}', titleOf(slug)));
  }
  await recordTranslations(contentFolder, slug);
  return folder;
}

/** "Multi stage builds" of "multi-stage-builds". */
function titleOf(slug: string): string {
  const words = slug.replaceAll('-', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
