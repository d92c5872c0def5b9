import { spawn } from '@lydell/node-pty';
import { systemClock } from '#lib/base/index.ts';
import { withBenchSite } from './bench-site.ts';
import type { Bench } from './model.ts';
import { atPrompt, PageClient } from './page-client.ts';

const keys = 400;
const pauseMs = 8;
const letters = 'abcdefghijklmnopqrstuvwxyz';

/** Types `keys` letters one by one and measures each until it comes back; every 40 the line is emptied. */
async function typeAll(
  type: (data: string) => void,
  seen: (letter: string) => Promise<void>,
  signal: AbortSignal,
): Promise<number[]> {
  const values: number[] = [];
  for (let key = 0; key < keys; key += 1) {
    const letter = letters[key % letters.length] ?? 'a';
    const began = performance.now();
    const echoed = seen(letter);
    type(letter);
    await echoed;
    values.push(performance.now() - began);
    if (key % 40 === 39) type('\u0015');
    await systemClock.sleep(key % 40 === 39 ? 60 : pauseMs, signal);
  }
  return values;
}

/** Keystroke to echo through the browser's protocol, beside a bare pty on the same machine in the same run. */
export const echoBench: Bench = {
  name: 'echo',
  about: 'a key typed in the terminal: until its echo is there, beside a bare pty',
  async run(say, signal) {
    const page = await withBenchSite(1, signal, async (url) => {
      using client = await PageClient.open(url, 'hello-world', signal);
      await client.until(atPrompt, signal);
      say(`page protocol: ${keys} keys`);
      // Awaited here: the connection closes with this block.
      return await typeAll(
        (data) => client.type(data),
        (letter) => {
          client.forget();
          return client.until(({ output }) => output.includes(letter), signal);
        },
        signal,
      );
    });
    // Last: a pty that was killed here has been seen to take a connection of this process with it.
    say(`bare pty: ${keys} keys`);
    const bare = await barePty(signal);
    const sorted = bare.toSorted((a, b) => a - b);
    const p95 = sorted[Math.ceil(0.95 * sorted.length) - 1] ?? 0;
    return [
      { name: 'echo, bare pty', unit: 'ms', values: bare },
      { name: 'echo, page protocol', unit: 'ms', values: page },
      {
        name: 'echo, page over the bare p95',
        unit: 'ms',
        values: page.map((value) => value - p95),
        reach: { atMost: 15 },
      },
    ];
  },
};

async function barePty(signal: AbortSignal): Promise<number[]> {
  const pty = spawn('bash', ['--norc', '-i'], { name: 'xterm-256color', cols: 100, rows: 30 });
  let output = '';
  let look = () => {};
  pty.onData((data) => {
    output += data;
    look();
  });
  const until = (wanted: (text: string) => boolean) =>
    new Promise<void>((resolve) => {
      look = () => {
        if (wanted(output)) resolve();
      };
      look();
    });
  await until((text) => /[#$] $/.test(text));
  const values = await typeAll(
    (data) => {
      output = '';
      pty.write(data);
    },
    (letter) => {
      output = '';
      return until((text) => text.includes(letter));
    },
    signal,
  );
  pty.kill();
  return values;
}
