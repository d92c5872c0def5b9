import { openContentStore } from '#lib/hub/index.ts';
import { knownImages } from '#lib/kit/index.ts';
import { formatProblem, type LessonProblem, lintLessons } from '#lib/lesson/index.ts';
import { placesOf } from '#lib/runtime/index.ts';
import { readConfig } from '../read-config.ts';

export interface LintOptions {
  /** Print one JSON object and nothing else. */
  json?: boolean;
}

/** `lesson lint`: prints every mistake in the lessons, one line each; resolves with the exit code. */
export async function lint(contentFolder: string, name?: string, { json }: LintOptions = {}): Promise<number> {
  const { lessons, problems } = await lintLessons(contentFolder, name, await imagesThere());
  const code = lessons > 0 && problems.length === 0 ? 0 : 1;
  if (json) {
    console.log(JSON.stringify({ lessons, problems }));
    return code;
  }
  for (const problem of problems) console.log(formatProblem(problem));
  if (lessons === 0) console.log(name === undefined ? 'There are no lessons.' : `There is no lesson "${name}".`);
  else console.log(`${lessons === 1 ? '1 lesson' : `${lessons} lessons`}, ${counts(problems)}`);
  return code;
}

/** "2 mistakes, 1 warning": a mistake keeps a lesson or a translation from being shown, a warning does not. */
function counts(problems: readonly LessonProblem[]): string {
  if (problems.length === 0) return 'no mistakes';
  const mistakes = problems.filter(({ fatal }) => fatal).length;
  const warnings = problems.length - mistakes;
  return [plural(mistakes, 'mistake'), plural(warnings, 'warning')].filter(Boolean).join(', ');
}

function plural(count: number, word: string): string {
  return count === 0 ? '' : `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** What the kit can make, and what was fetched into this project's data folder. */
async function imagesThere(): Promise<ReadonlySet<string>> {
  return knownImages(openContentStore(placesOf(readConfig({})).hubFolder));
}
