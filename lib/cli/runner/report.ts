import { duration } from '#lib/setup/index.ts';
import { type Result, sum } from './tally.ts';

/** One line about a runner that has ended, and its problems below it. */
export function resultLines(result: Result): string[] {
  const counts = [`${result.passed} passed`];
  if (result.failed > 0) counts.push(`${result.failed} failed`);
  if (result.skipped > 0) counts.push(`${result.skipped} skipped`);
  const mark = result.failed > 0 ? '✘' : '✔';
  const lines = [`${mark} ${result.name.padEnd(10)} ${counts.join(', ')}  ${duration(result.ms)}`];
  for (const problem of result.problems)
    lines.push(
      ...problem
        .trimEnd()
        .split('\n')
        .map((line) => `    ${line}`),
    );
  return lines;
}

/** A table of all runners. */
export function resultTable(results: readonly Result[]): string[] {
  const rows = results.map((result) => [
    result.name,
    String(result.passed),
    String(result.failed),
    String(result.skipped),
    duration(result.ms),
  ]);
  return table(['runner', 'passed', 'failed', 'skipped', 'time'], rows);
}

/** The line `npm test` ends with. */
export function lastLine(results: readonly Result[]): string {
  const { passed, failed } = sum(results);
  return `${passed} passed, ${failed} failed`;
}

/** Text in columns; the first column is left-aligned, the others right-aligned. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, column) => {
        const cell = cells[column] ?? '';
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)];
}
