import { resultLines } from './report.ts';
import { type Result, type Runner, timed } from './tally.ts';

/** Runs runners, at most `parallel` at a time, in their order; each is printed when it has ended. */
export async function runAll(
  runners: readonly Runner[],
  parallel: number,
  print: (line: string) => void,
  signal: AbortSignal,
): Promise<Result[]> {
  const waiting = [...runners.entries()];
  const results: Result[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift()) {
      const [place, runner] = next;
      const result = await timed(runner, signal);
      results[place] = result;
      for (const line of resultLines(result)) print(line);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  signal.throwIfAborted();
  return results;
}
