import type { SetupPart } from '#lib/base/index.ts';
import type { Outcome } from '../outcome.ts';
import { explain } from '../setup-error.ts';

/** Milliseconds as people say them: "0.4 s", "37 s", "2 min 5 s". */
export function duration(ms: number): string {
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** What a running part is doing, how far it is and for how long: "unpacking, 43 %, 12 s". */
export function doing(text: string, fraction: number | undefined, ms: number): string {
  const share = fraction === undefined ? undefined : `${Math.round(100 * Math.min(1, Math.max(0, fraction)))} %`;
  return [text, share, duration(ms)].filter(Boolean).join(', ');
}

/** The lasting lines about a part that has ended. `titleOf` names the part that blocked it. */
export function endLines(part: SetupPart, outcome: Outcome, titleOf: (id: string) => string): string[] {
  switch (outcome.is) {
    case 'fresh':
      return [`✔ ${part.title}: up to date`];
    case 'done':
      return [`✔ ${part.title}: done, ${duration(outcome.ms)}`];
    case 'stopped':
      return [`· ${part.title}: stopped after ${duration(outcome.ms)}`];
    case 'blocked':
      return [`· ${part.title}: left out, because it needs: ${titleOf(outcome.by)}`];
    case 'failed': {
      const { reason, remedy } = explain(outcome.error);
      const lines = [
        `✘ ${part.title}: failed after ${duration(outcome.ms)}`,
        ...reason.split('\n').map((line) => `    ${line}`),
      ];
      if (remedy) lines.push(`    What to do: ${remedy}`);
      return lines;
    }
  }
}
