import { withSite } from '../test/site.ts';
import type { Bench } from './model.ts';

const rounds = 5;

/** How long `npm start` takes when nothing has changed since the last one: until the URL is printed, and until a page came. */
export const restartBench: Bench = {
  name: 'restart',
  about: 'second npm start: until it says ready, and until the first page is there',
  async run(say, signal) {
    const ready: number[] = [];
    const page: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const began = performance.now();
      await withSite(process.env, signal, async (url) => {
        const readyAt = performance.now();
        const response = await fetch(url, { signal });
        await response.arrayBuffer();
        if (!response.ok) throw new Error(`The first page answered with ${response.status}.`);
        say(`round ${round}${round === 0 ? ' (not counted)' : ''}: ready ${((readyAt - began) / 1000).toFixed(2)} s`);
        if (round === 0) return;
        ready.push((readyAt - began) / 1000);
        page.push((performance.now() - began) / 1000);
      });
    }
    return [
      { name: 'ready', unit: 's', values: ready, reach: { atMost: 10 } },
      { name: 'first page', unit: 's', values: page },
    ];
  },
};
