import { openContentStore } from '#lib/hub/index.ts';
import { knownImages } from '#lib/kit/index.ts';
import { formatProblem, lintLessons } from '#lib/lesson/index.ts';
import { placesOf } from '#lib/runtime/index.ts';
import { readConfig } from '../read-config.ts';

/** `lesson lint`: prints every mistake in the lessons, one line each; resolves with the exit code. */
export async function lint(contentFolder: string, name?: string): Promise<number> {
  const { lessons, problems } = await lintLessons(contentFolder, name, await imagesThere());
  for (const problem of problems) console.log(formatProblem(problem));
  if (lessons === 0) {
    console.log(name === undefined ? 'There are no lessons.' : `There is no lesson "${name}".`);
    return 1;
  }
  const count =
    problems.length === 0 ? 'no mistakes' : problems.length === 1 ? '1 mistake' : `${problems.length} mistakes`;
  console.log(`${lessons === 1 ? '1 lesson' : `${lessons} lessons`}, ${count}`);
  return problems.length === 0 ? 0 : 1;
}

/** What the kit can make, and what was fetched into this project's data folder. */
async function imagesThere(): Promise<ReadonlySet<string>> {
  return knownImages(openContentStore(placesOf(readConfig({})).hubFolder));
}
