import { expect, test } from 'vitest';
import { junitReport } from './junit-report.ts';
import { resultOf, type TestRun } from './result.ts';
import { endLines, lessonLines } from './text-report.ts';

const outcome = (lesson: string, step: string, ms: number, ...why: string[]) => ({ lesson, step, ms, why });
const run: TestRun = {
  lessons: [
    {
      lesson: 'a',
      steps: [outcome('a', 'one', 1500), outcome('a', 'two', 700, 'says <no> & "why"', 'screen')],
      ms: 4000,
      problem: null,
    },
    { lesson: 'b', steps: [], ms: 9000, problem: 'no sandbox\u001b[0m' },
  ],
  problems: [{ lesson: '030-c/lesson.mdx', why: 'line 3: odd' }],
  ms: 11_000,
};

test('the JSON has one shape, whatever failed', () => {
  expect(resultOf(run)).toEqual({
    lessons: 2,
    steps: 2,
    passed: 1,
    failed: [
      { lesson: '030-c/lesson.mdx', why: 'line 3: odd' },
      { lesson: 'a', step: 'two', why: 'says <no> & "why"; screen' },
      { lesson: 'b', why: 'no sandbox\u001b[0m' },
    ],
  });
});

test('the text tells steps, typing time, failures, the slowest and the total', () => {
  expect(lessonLines(run.lessons[0] ?? { lesson: '', steps: [], ms: 0, problem: null })).toEqual([
    '✔ a one',
    '✘ a two',
    '  4.0 s; its solutions were typed in 2.2 s',
  ]);
  const lines = endLines(run);
  expect(lines).toContain('Slowest: b 9.0 s, a 4.0 s');
  expect(lines.at(-1)).toBe('2 lessons, 2 steps: 1 passed, 3 failed, 11 s');
  expect(lines.join('\n')).toContain('a, step two\n  says <no> & "why"\n  screen');
});

test('JUnit counts every failure once and is well-formed', () => {
  const xml = junitReport(run);
  expect(xml).toContain('<testsuites name="lessons" tests="4" failures="3" time="11.000">');
  expect(xml).toContain('<testcase classname="a" name="one" time="1.500"/>');
  expect(xml).toContain('message="says &lt;no&gt; &amp; &quot;why&quot;"');
  expect(xml.match(/<failure /g)).toHaveLength(3);
  expect(xml).not.toContain('\u001b');
});
