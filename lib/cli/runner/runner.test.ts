import { describe, expect, test } from 'vitest';
import { arrowProblems } from './arrows.ts';
import { lessonTally } from './lessons.ts';
import { playwrightTally } from './playwright.ts';
import { lastLine, resultLines, resultTable } from './report.ts';
import { runAll } from './run-all.ts';
import { type Runner, single, sum, timed } from './tally.ts';
import { vitestTally } from './vitest.ts';

const never = new AbortController().signal;
const tally = { passed: 2, failed: 0, skipped: 1, problems: [] };
const runner = (name: string, run: Runner['run']): Runner => ({ name, run });

describe('counting', () => {
  test('the last line sums all runners', () => {
    const results = [
      { ...tally, name: 'unit', ms: 1 },
      { ...single(['no']), name: 'lint', ms: 1 },
    ];
    expect(sum(results)).toEqual({ passed: 2, failed: 1, skipped: 1 });
    expect(lastLine(results)).toBe('2 passed, 1 failed');
    expect(resultTable(results)).toHaveLength(4);
  });
  test('a runner that ran nothing has failed', async () => {
    const empty = runner('docker', async () => ({ passed: 0, failed: 0, skipped: 9, problems: [] }));
    expect(await timed(empty, never)).toMatchObject({ failed: 1, problems: ['Nothing was run.'] });
  });
  test('a runner that could not run has failed, with its reason', async () => {
    const broken = runner('e2e', () => Promise.reject(new Error('no browser')));
    const result = await timed(broken, never);
    expect(resultLines(result)).toEqual([expect.stringMatching(/^✘ e2e +0 passed, 1 failed/), '    no browser']);
  });
  test('results keep the order of the runners, however long each took', async () => {
    const { promise, resolve } = Promise.withResolvers<typeof tally>();
    const first = runner('slow', () => promise);
    const second = runner('quick', async () => {
      resolve(tally);
      return tally;
    });
    const results = await runAll([first, second], 2, () => undefined, never);
    expect(results.map(({ name }) => name)).toEqual(['slow', 'quick']);
  });
});

describe('vitest’s report', () => {
  const file = (status: string, tests: string[], message = ''): object => ({
    name: 'x.test.ts',
    status,
    message,
    assertionResults: tests.map((state, index) => ({ fullName: `t${index}`, status: state, failureMessages: ['why'] })),
  });
  test('counts tests', () => {
    const report = {
      testResults: [file('failed', ['passed', 'failed', 'pending', 'todo']), file('passed', ['passed'])],
    };
    expect(vitestTally(JSON.stringify(report))).toMatchObject({ passed: 2, failed: 1, skipped: 2 });
  });
  test('a file that did not load is a failure', () => {
    const found = vitestTally(JSON.stringify({ testResults: [file('failed', [], 'SyntaxError')] }));
    expect(found).toMatchObject({ passed: 0, failed: 1 });
    expect(found.problems[0]).toContain('SyntaxError');
  });
});

describe('Playwright’s report', () => {
  const spec = (status: string): object => ({
    title: status,
    file: 'a.test.ts',
    line: 1,
    tests: [{ status, results: [{ error: { message: 'why' } }] }],
  });
  test('counts nested suites; a flaky test has failed', () => {
    const specs = ['expected', 'unexpected', 'flaky', 'skipped'].map(spec);
    const report = { suites: [{ specs: [spec('expected')], suites: [{ specs }] }], errors: [] };
    expect(playwrightTally(JSON.stringify(report))).toMatchObject({ passed: 2, failed: 2, skipped: 1 });
  });
  test('an error outside the tests is a failure', () => {
    expect(playwrightTally(JSON.stringify({ suites: [], errors: [{ message: 'config' }] }))).toMatchObject({
      failed: 1,
    });
  });
});

describe('other runners', () => {
  test('the lesson test’s one JSON line is found among other output', () => {
    const line = JSON.stringify({ lessons: 1, steps: 5, passed: 4, failed: [{ lesson: 'a', step: 'b', why: 'c' }] });
    expect(lessonTally(['…', line])).toEqual({ passed: 4, failed: 1, skipped: 0, problems: ['a, step b: c'] });
    expect(() => lessonTally(['no result'])).toThrow('no result');
  });
  test('arrows: violations are named, and seeing too little is one', () => {
    const cruise = {
      summary: {
        totalCruised: 1,
        violations: [{ from: 'app/a.ts', to: 'lib/b.ts', rule: { name: 'no-cycles', severity: 'error' } }],
      },
      modules: [{ source: 'lib/b.ts' }],
    };
    expect(arrowProblems(JSON.stringify(cruise), 2)).toEqual([
      'no-cycles: app/a.ts → lib/b.ts',
      'cruised-at-least-2: only 1 modules of ours were seen; the rules were not really tried.',
    ]);
    expect(arrowProblems('ERROR')).toHaveLength(1);
  });
});
