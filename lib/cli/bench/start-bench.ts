import { systemClock } from '#lib/base/index.ts';
import { withBenchSite } from './bench-site.ts';
import type { Bench } from './model.ts';
import { atPrompt, PageClient } from './page-client.ts';

const rounds = 20;
/** Long enough for the pool to make one warm sandbox again. */
const refillMs = 3_000;

/** From opening the connection of a lesson page, as a learner never seen before, to the shell's prompt in it. */
export const startBench: Bench = {
  name: 'start',
  about: 'a new learner opens a lesson: until the prompt is there, with and without a warm pool',
  async run(say, signal) {
    const measure = (reserve: number, waitMs: number) =>
      withBenchSite(reserve, signal, async (url) => {
        const values: number[] = [];
        await systemClock.sleep(reserve * refillMs, signal);
        for (let round = 0; round < rounds; round += 1) {
          const began = performance.now();
          using page = await PageClient.open(url, 'hello-world', signal);
          await page.until(atPrompt, signal);
          values.push(page.receivedAt - began);
          say(`reserve ${reserve}, round ${round + 1}: ${values.at(-1)?.toFixed(0)} ms`);
          await systemClock.sleep(waitMs, signal);
        }
        return values;
      });
    return [
      { name: 'prompt, warm pool', unit: 'ms', values: await measure(2, refillMs), reach: { atMost: 1000 } },
      { name: 'prompt, no pool', unit: 'ms', values: await measure(0, 0), reach: { atMost: 1500 } },
    ];
  },
};
