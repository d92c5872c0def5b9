import { resultOf, type TestRun } from './result.ts';

/** A run as JUnit XML: one suite per lesson, one case per step; mistakes in files are a suite of their own. */
export function junitReport(run: TestRun): string {
  const { steps, failed } = resultOf(run);
  const suites = run.lessons.map(({ lesson, steps: outcomes, ms, problem }) => {
    const cases = outcomes.map(({ step, why, ms: stepMs }) => testCase(lesson, step, stepMs, why.join('\n') || null));
    if (problem !== null) cases.push(testCase(lesson, 'lesson', ms, problem));
    return suite(lesson, ms, cases);
  });
  if (run.problems.length > 0)
    suites.push(
      suite(
        'files',
        0,
        run.problems.map(({ lesson, why }) => testCase('files', lesson, 0, why)),
      ),
    );
  const head = `<testsuites name="lessons" tests="${steps + extra(run)}" failures="${failed.length}" time="${seconds(run.ms)}">`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', head, ...suites, '</testsuites>', ''].join('\n');
}

function suite(name: string, ms: number, cases: readonly string[]): string {
  const failures = cases.filter((each) => each.includes('<failure')).length;
  const head = `  <testsuite name="${escaped(name)}" tests="${cases.length}" failures="${failures}" time="${seconds(ms)}">`;
  return [head, ...cases, '  </testsuite>'].join('\n');
}

function testCase(lesson: string, name: string, ms: number, failure: string | null): string {
  const head = `    <testcase classname="${escaped(lesson)}" name="${escaped(name)}" time="${seconds(ms)}"`;
  if (failure === null) return `${head}/>`;
  const message = failure.split('\n')[0] ?? '';
  return `${head}><failure message="${escaped(message)}">${escaped(failure)}</failure></testcase>`;
}

/** Cases beyond the steps: what kept whole lessons from being gone through. */
function extra({ lessons, problems }: TestRun): number {
  return problems.length + lessons.filter(({ problem }) => problem !== null).length;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** XML text; control characters, which terminals are full of and XML forbids, are left out. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
