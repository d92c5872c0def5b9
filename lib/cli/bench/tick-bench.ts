import { systemClock } from '#lib/base/index.ts';
import { withBenchSite } from './bench-site.ts';
import type { Bench } from './model.ts';
import { atPrompt, PageClient } from './page-client.ts';

const rounds = 20;

/**
 * From the moment the learner's daemon says it has the image (its own event, same clock) to the verdict at the page.
 * One new learner a round; the daemon has been woken before, so that its start is not measured.
 */
export const tickBench: Bench = {
  name: 'tick',
  about: 'docker pull hello-world in the terminal: until the check is shown as passed',
  async run(say, signal) {
    const values = await withBenchSite(2, signal, async (url) => {
      const ticks: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        using page = await PageClient.open(url, 'hello-world', signal);
        await page.until(atPrompt, signal);
        await run(page, 'docker version >/dev/null', signal);
        await page.until(({ view }) => view?.sandbox.state === 'ready' && view.sandbox.daemon === 'up', signal);
        let passedAt = 0;
        const passed = page
          .until(({ view }) => view?.steps[0]?.checks[0]?.verdict.is === 'passed', signal)
          .then(() => {
            passedAt = Date.now();
          });
        await run(page, 'docker pull -q hello-world', signal);
        await passed;
        const events = await run(
          page,
          "docker events --since 10m --until $(date +%s.%N) --filter event=pull --format '{{.TimeNano}}'",
          signal,
        );
        const pulledAt = Number(/^(\d{19})/m.exec(events)?.[1]) / 1e6;
        if (!Number.isFinite(pulledAt)) throw new Error(`No pull event in: ${events}`);
        ticks.push(passedAt - pulledAt);
        say(`round ${round + 1}: ${ticks.at(-1)?.toFixed(0)} ms`);
        await systemClock.sleep(500, signal);
      }
      return ticks;
    });
    return [{ name: 'event to verdict at the page', unit: 'ms', values, reach: { atMost: 500 } }];
  },
};

/** Types a command and resolves with what it printed. */
async function run(page: PageClient, command: string, signal: AbortSignal): Promise<string> {
  page.forget();
  page.type(`${command}\r`);
  await page.until(({ output }) => output.includes('\u001b]633;D;') && atPrompt(page), signal);
  return page.output;
}
