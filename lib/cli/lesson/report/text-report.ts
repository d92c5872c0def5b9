import { duration } from '#lib/setup/index.ts';
import { type LessonRun, resultOf, type TestRun, typingMs } from './result.ts';

/** How many of the slowest lessons are named. */
const slowest = 3;

/** The lines about one lesson that has ended: its steps, and how long it took. */
export function lessonLines(run: LessonRun): string[] {
  const lines = run.steps.map(({ step, why }) => `${why.length === 0 ? '✔' : '✘'} ${run.lesson} ${step}`);
  if (run.steps.length > 0) lines.push(`  ${duration(run.ms)}; its solutions were typed in ${duration(typingMs(run))}`);
  return lines;
}

/** What a run ends with: everything that failed, the slowest lessons, the counts. */
export function endLines(run: TestRun): string[] {
  const { lessons, steps, passed, failed } = resultOf(run);
  const lines: string[] = [];
  for (const { lesson, step, why } of failed)
    lines.push('', step === undefined ? lesson : `${lesson}, step ${step}`, `  ${why.replaceAll('; ', '\n  ')}`);
  if (lessons > 1) {
    const longest = run.lessons.toSorted((a, b) => b.ms - a.ms).slice(0, slowest);
    lines.push('', `Slowest: ${longest.map(({ lesson, ms }) => `${lesson} ${duration(ms)}`).join(', ')}`);
  }
  lines.push(
    '',
    `${plural(lessons, 'lesson')}, ${plural(steps, 'step')}: ${passed} passed, ${failed.length} failed, ${duration(run.ms)}`,
  );
  return lines;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
