import { join } from 'node:path';
import { z } from 'zod';
import { runChild } from '#lib/setup/index.ts';
import { projectRoot } from '../project-root.ts';
import type { Runner, Tally } from './tally.ts';

/** What `lesson test --json` prints. */
const Outcome = z.strictObject({
  lessons: z.int(),
  steps: z.int(),
  passed: z.int(),
  failed: z.array(z.strictObject({ lesson: z.string(), step: z.string().nullish(), why: z.string() })),
});

/** Every lesson: not passed before its solution, passed after it, explained when broken. */
export function lessons(env: Record<string, string | undefined> = process.env): Runner {
  return {
    name: 'lessons',
    async run(signal) {
      const output: string[] = [];
      const args = [join(projectRoot, 'lib', 'cli', 'main.ts'), 'lesson', 'test', '--all', '--json'];
      const options = {
        cwd: projectRoot,
        env,
        onLine: (line: string) => void output.push(line),
      };
      await runChild(process.execPath, args, options, signal);
      return lessonTally(output);
    },
  };
}

/** Counts of the one JSON line among a command's output. Throws an Error with the output when there is none. */
export function lessonTally(output: readonly string[]): Tally {
  for (const line of output) {
    if (!line.startsWith('{"lessons"')) continue;
    const { passed, failed } = Outcome.parse(JSON.parse(line));
    const problems = failed.map(({ lesson, step, why }) => `${lesson}${step ? `, step ${step}` : ''}: ${why}`);
    return { passed, failed: failed.length, skipped: 0, problems };
  }
  throw new Error(['The lesson test gave no result.', ...output.slice(-20)].join('\n'));
}
