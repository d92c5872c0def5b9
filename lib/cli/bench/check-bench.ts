import { checkRunners } from '../check/check.ts';
import { runAll } from '../runner/run-all.ts';
import type { Bench } from './model.ts';

const rounds = 3;

/** How long `npm run check` takes once everything is in the page cache. */
export const checkBench: Bench = {
  name: 'check',
  about: 'npm run check, warm',
  async run(say, signal) {
    const values: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const began = performance.now();
      await runAll(checkRunners, 2, () => undefined, signal);
      const seconds = (performance.now() - began) / 1000;
      say(`round ${round}${round === 0 ? ' (not counted)' : ''}: ${seconds.toFixed(1)} s`);
      if (round > 0) values.push(seconds);
    }
    return [{ name: 'npm run check', unit: 's', values, reach: { atMost: 30 } }];
  },
};
