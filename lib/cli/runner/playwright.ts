import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { runTool } from './program.ts';
import type { Runner, Tally } from './tally.ts';

const Problem = z.object({ message: z.string().optional() });

const Spec = z.object({
  title: z.string(),
  file: z.string(),
  line: z.int(),
  tests: z.array(
    z.object({
      status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
      results: z.array(z.object({ error: Problem.optional() })),
    }),
  ),
});

interface Suite {
  specs: z.infer<typeof Spec>[];
  suites?: Suite[] | undefined;
}
const Suite: z.ZodType<Suite> = z.object({
  specs: z.array(Spec),
  get suites() {
    return z.array(Suite).optional();
  },
});

/** What is read of Playwright's JSON report. */
const Report = z.object({ suites: z.array(Suite), errors: z.array(Problem) });

/** The pages in a real browser, against a site that runs at `url`. */
export function playwright(url: () => string): Runner {
  return {
    name: 'e2e',
    async run(signal) {
      const folder = await mkdtemp(join(tmpdir(), 'slipway-e2e-'));
      try {
        const file = join(folder, 'report.json');
        const env = { ...process.env, E2E_URL: url(), PLAYWRIGHT_JSON_OUTPUT_NAME: file };
        const { output } = await runTool('@playwright/test/cli.js', ['test', '--reporter=json'], signal, { env });
        const text = await readFile(file, 'utf8').catch(() => undefined);
        if (text === undefined) throw new Error(['Playwright wrote no report.', ...output.slice(-20)].join('\n'));
        return playwrightTally(text);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

/** Counts of Playwright's JSON report. A test that passed only when tried again counts as failed: it is not to be relied on. */
export function playwrightTally(json: string): Tally {
  const report = Report.parse(JSON.parse(json));
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, problems: [] };
  const visit = (suite: Suite): void => {
    for (const spec of suite.specs) {
      for (const test of spec.tests) {
        if (test.status === 'expected') tally.passed += 1;
        else if (test.status === 'skipped') tally.skipped += 1;
        else {
          tally.failed += 1;
          const messages = test.results.map((result) => result.error?.message ?? '').filter(Boolean);
          const why = stripVTControlCharacters(messages.join('\n')).split('\n').slice(0, 15).join('\n');
          tally.problems.push(
            `${spec.file}:${spec.line} ${spec.title}${test.status === 'flaky' ? ' (flaky)' : ''}\n${why}`,
          );
        }
      }
    }
    for (const inner of suite.suites ?? []) visit(inner);
  };
  for (const suite of report.suites) visit(suite);
  for (const error of report.errors) {
    tally.failed += 1;
    tally.problems.push(error.message ?? 'an error outside the tests');
  }
  return tally;
}
