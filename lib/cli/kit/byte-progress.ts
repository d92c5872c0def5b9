import type { ByteReport } from '#lib/kit/index.ts';
import { duration } from '#lib/setup/index.ts';
import { bytes } from './words.ts';

/** Where progress is written; `isTTY` says whether a line can be written over. */
export interface ProgressScreen {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

const barCells = 20;
/** Rate and time left are those of the last seconds: a fast start must not promise too much. */
const windowMs = 5_000;
const redrawMs = 100;
const lineEveryMs = 3_000;

/**
 * Shows bytes as a bar with rate and time left, on one line in a terminal and as a line every three seconds elsewhere. `now`
 * counts milliseconds. Disposing ends the line.
 */
export function byteProgress(screen: ProgressScreen, now: () => number): ByteReport & Disposable {
  let samples: { at: number; done: number }[] = [];
  let shownAt = Number.NEGATIVE_INFINITY;
  let current = '';
  let drawn = false;

  const report: ByteReport = (text, done, total) => {
    const at = now();
    const last = samples.at(-1);
    // Another image: its bytes count from the beginning.
    if (last && done < last.done) samples = [];
    samples = [...samples.filter((sample) => sample.at > at - windowMs), { at, done }];
    const finished = total > 0 && done >= total;
    const waitMs = screen.isTTY ? redrawMs : lineEveryMs;
    if (text === current && !finished && at - shownAt < waitMs) return;
    current = text;
    shownAt = at;
    const line = lineOf(text, done, total, rateOf(samples));
    if (screen.isTTY) screen.write(`\r\u001b[K${line.slice(0, Math.max(20, (screen.columns ?? 80) - 1))}`);
    else screen.write(`${line}\n`);
    drawn = true;
  };
  return Object.assign(report, {
    [Symbol.dispose]() {
      if (screen.isTTY && drawn) screen.write('\r\u001b[K');
    },
  });
}

/** Bytes in a second, over the samples; 0 when that cannot be said yet. */
function rateOf(samples: readonly { at: number; done: number }[]): number {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.at - first.at < 1000) return 0;
  return ((last.done - first.done) * 1000) / (last.at - first.at);
}

function lineOf(text: string, done: number, total: number, rate: number): string {
  if (total === 0) return `${text} …`;
  const share = Math.min(1, done / total);
  const filled = Math.round(share * barCells);
  const bar = '█'.repeat(filled) + '░'.repeat(barCells - filled);
  const left = rate > 0 && done < total ? `, ${duration(((total - done) / rate) * 1000)} left` : '';
  const speed = rate > 0 ? `, ${bytes(rate)}/s` : '';
  return `${bar} ${Math.floor(share * 100)} %  ${bytes(done)} of ${bytes(total)}${speed}${left}  ${text}`;
}
