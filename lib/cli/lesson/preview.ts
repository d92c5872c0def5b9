import { lessonNames, slugOf } from '#lib/lesson/index.ts';
import { SetupError } from '#lib/setup/index.ts';
import type { SettingFlags } from '../read-config.ts';
import { dev } from '../start/dev.ts';

/** `lesson preview`: serves a lesson for its author until stopped; resolves with the exit code. */
export async function preview(contentFolder: string, name: string, flags: SettingFlags): Promise<number> {
  const slugs = (await lessonNames(contentFolder)).map(slugOf);
  const slug = slugOf(name);
  if (!slugs.includes(slug))
    throw new SetupError(
      'LESSON_UNKNOWN',
      `There is no lesson "${name}".`,
      `begin it with npm run lesson -- new ${slug}, or take one of ${slugs.join(', ')}.`,
    );
  return dev(flags, slug);
}
