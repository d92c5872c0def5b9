import { duration } from '#lib/setup/index.ts';
import { arrows } from '../runner/arrows.ts';
import { generatedFiles } from '../runner/generated.ts';
import { lint } from '../runner/lint.ts';
import { lastLine } from '../runner/report.ts';
import { runAll } from '../runner/run-all.ts';
import { sum } from '../runner/tally.ts';
import { types } from '../runner/types.ts';
import { vitest } from '../runner/vitest.ts';
import { stopSignal } from '../stop-signal.ts';

/** What must hold before a commit, the longest first. */
export const checkRunners = [vitest('unit'), types, arrows, lint, generatedFiles];

/** `npm run check`; resolves with the exit code. */
export async function check(): Promise<number> {
  const began = performance.now();
  const results = await runAll(checkRunners, 2, (line) => console.log(line), stopSignal());
  console.log(`${lastLine(results)}  ${duration(performance.now() - began)}`);
  return sum(results).failed > 0 ? 1 : 0;
}
