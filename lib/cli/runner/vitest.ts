import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runTool } from './program.ts';
import type { Runner, Tally } from './tally.ts';

/** What is read of vitest's JSON report. */
const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

/** One project of vitest.config.ts. */
export function vitest(project: string, env: Record<string, string | undefined> = process.env): Runner {
  return {
    name: project,
    async run(signal) {
      const folder = await mkdtemp(join(tmpdir(), 'slipway-vitest-'));
      try {
        const file = join(folder, 'report.json');
        const args = ['run', '--project', project, '--reporter=json', `--outputFile=${file}`];
        const { code, output } = await runTool('vitest/vitest.mjs', args, signal, { env });
        const text = await readFile(file, 'utf8').catch(() => undefined);
        if (text === undefined) throw new Error(['vitest wrote no report.', ...output.slice(-20)].join('\n'));
        const tally = vitestTally(text);
        // Something outside every test (an unhandled rejection, a leaked handle) ends vitest with 1 while all tests pass.
        if (code !== 0 && tally.failed === 0) {
          tally.failed = 1;
          tally.problems.push(...output.slice(-40));
        }
        return tally;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

/** Counts of vitest's JSON report. A file that failed before its first test counts as one failure. */
export function vitestTally(json: string): Tally {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, problems: [] };
  for (const file of Report.parse(JSON.parse(json)).testResults) {
    const failedBefore = tally.failed;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') tally.passed += 1;
      else if (test.status === 'failed') {
        tally.failed += 1;
        tally.problems.push(`${file.name}\n  ${test.fullName}\n${indent(test.failureMessages?.join('\n') ?? '')}`);
      } else tally.skipped += 1;
    }
    if (file.status === 'failed' && tally.failed === failedBefore) {
      tally.failed += 1;
      tally.problems.push(`${file.name}\n${indent(file.message ?? 'failed before its first test')}`);
    }
  }
  return tally;
}

function indent(text: string): string {
  const lines = text.split('\n').slice(0, 15);
  return lines.map((line) => `    ${line}`).join('\n');
}
