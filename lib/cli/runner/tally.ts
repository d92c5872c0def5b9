/** What a runner found. `problems` say what failed and why, ready to print. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  problems: string[];
}

/** A program or function that checks something and counts. */
export interface Runner {
  name: string;
  /** Rejects only when it could not run at all; that counts as one failure. */
  run(signal: AbortSignal): Promise<Tally>;
}

/** A runner's tally with how long it took. */
export interface Result extends Tally {
  name: string;
  ms: number;
}

/** One thing that either holds or does not. */
export function single(problems: string[]): Tally {
  const holds = problems.length === 0;
  return { passed: holds ? 1 : 0, failed: holds ? 0 : 1, skipped: 0, problems };
}

/** Runs a runner and times it. What it throws, and finding nothing to run, both count as one failure: neither may look like success. */
export async function timed(runner: Runner, signal: AbortSignal): Promise<Result> {
  const began = performance.now();
  const tally = await runner
    .run(signal)
    .catch((error: unknown) => single([error instanceof Error ? error.message : String(error)]));
  if (tally.passed + tally.failed === 0) {
    tally.failed = 1;
    tally.problems.push('Nothing was run.');
  }
  return { ...tally, name: runner.name, ms: performance.now() - began };
}

/** Sums results; the last line of `npm test` is made from it. */
export function sum(results: readonly Tally[]): { passed: number; failed: number; skipped: number } {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const result of results) {
    total.passed += result.passed;
    total.failed += result.failed;
    total.skipped += result.skipped;
  }
  return total;
}
