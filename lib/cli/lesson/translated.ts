import { recordTranslations } from '#lib/lesson/index.ts';

/**
 * `lesson translated`: notes that the translations of a lesson, or of all, say what lesson.mdx says now; resolves with the exit code.
 */
export async function translated(
  contentFolder: string,
  name: string | undefined,
  steps: readonly string[],
): Promise<number> {
  const recorded = await recordTranslations(contentFolder, name, steps);
  for (const { lesson, locale, changed } of recorded)
    if (changed.length > 0) console.log(`${lesson}, ${locale}: ${changed.join(', ')}`);
  if (recorded.length > 0) {
    if (recorded.every(({ changed }) => changed.length === 0)) console.log('Everything was recorded already.');
    return 0;
  }
  console.log(name === undefined ? 'There are no translations.' : `"${name}" has no translation that can be read.`);
  return 1;
}
