import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agentFrom, get } from './hub/client.ts';
import { type BenchImage, benchImage, manifestType, pushImage, storeImage } from './hub/image.ts';
import { serveDebianRegistry, serveHub } from './hub/servers.ts';
import type { Bench, Samples } from './model.ts';

const requests = 300;
const streams = 8;
const rounds = 5;
const sandboxes = 30;
const blobBytes = 300e6;
/** As python of the kit: what a small Debian and an interpreter weigh. */
const layerBytes = [32e6, 14e6];

/** The hub in a process of its own on loopback, and Debian's docker-registry with the same content right after it, round by round. */
export const hubBench: Bench = {
  name: 'hub',
  about: 'the hub: answers, one stream, memory, and 30 pulls at once beside docker-registry',
  async run(say, signal) {
    const folder = await mkdtemp(join(tmpdir(), 'slipway-hub-bench-'));
    try {
      const large = benchImage('library/large', [blobBytes]);
      const python = benchImage('library/python', layerBytes);
      for (const image of [large, python]) await storeImage(join(folder, 'hub'), image);
      await using hub = await serveHub(join(folder, 'hub'));
      const samples: Samples[] = await answers(hub.origin, say);
      const pull = `/v2/${large.name}/blobs/${large.blobs[1]?.digest}`;
      const token = await tokenFor(hub.origin, large.name);
      const stream = async (origin: string, ca?: string) => {
        const values: number[] = [];
        for (let time = 0; time < streams; time += 1) {
          signal.throwIfAborted();
          values.push(await timed(() => get(`${origin}${pull}`, { token, ...(ca && { ca }) })));
        }
        return values;
      };
      // The first fills caches of the machine and of the process, and counts as a sample like the others.
      samples.push({
        name: '300 MB, one stream',
        unit: 'ms',
        values: await stream(hub.origin),
        reach: { atMost: 1000, of: 'median' },
      });
      const before = await hub.memory();
      say('one stream over TLS');
      samples.push({ name: '300 MB, one stream, TLS', unit: 'ms', values: await stream(hub.secureOrigin, hub.caPem) });
      await stream(hub.origin);
      const gained = (await hub.memory()) - before;
      samples.push({ name: 'memory gained by 4.8 GB more', unit: 'MiB', values: [gained], reach: { atMost: 64 } });
      samples.push(...(await beside(hub.origin, python, join(folder, 'registry'), say, signal)));
      return samples;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function answers(origin: string, say: (text: string) => void): Promise<Samples[]> {
  const scope = 'scope=repository:library/python:pull';
  const token = await tokenFor(origin, 'library/python');
  const paths = {
    token: `/token?${scope}`,
    search: '/v1/search?q=python',
    manifest: '/v2/library/python/manifests/latest',
  };
  const samples: Samples[] = [];
  for (const [name, path] of Object.entries(paths)) {
    say(name);
    const agent = agentFrom('127.0.0.1');
    const values: number[] = [];
    const ask = { agent, token, headers: { accept: manifestType } };
    for (let time = 0; time < requests; time += 1) values.push(await timed(() => get(`${origin}${path}`, ask)));
    agent.destroy();
    samples.push({ name, unit: 'ms', values, reach: { atMost: 10 } });
  }
  return samples;
}

/** The same image pulled by 30 at once, from one and the other in turns, so that what else the machine does hits both. */
async function beside(
  origin: string,
  image: BenchImage,
  folder: string,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<Samples[]> {
  const ours = (): Promise<number> => timed(async () => void (await pullAll(origin, image, true)));
  await using registry = await serveDebianRegistry(folder, signal);
  if (!registry) say('docker-registry is not installed and could not be fetched: nothing to compare with');
  else await pushImage(registry.origin, image);
  const [mine, theirs, ratios]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    signal.throwIfAborted();
    const own = await ours();
    mine.push(own);
    if (!registry) continue;
    const other = await timed(async () => void (await pullAll(registry.origin, image, false)));
    theirs.push(other);
    ratios.push(own / other);
    say(`round ${round + 1}: ${own.toFixed(0)} ms, docker-registry ${other.toFixed(0)} ms`);
  }
  return [
    { name: '30 pulls at once', unit: 'ms', values: mine },
    { name: '30 pulls at once, docker-registry', unit: 'ms', values: theirs },
    { name: 'the one by the other', unit: '×', values: ratios, reach: { atMost: 1.3, of: 'median' as const } },
  ].slice(0, registry ? 3 : 1);
}

/** What 30 engines do that pull an image: token, manifest, and every blob on a connection of its own. */
async function pullAll(origin: string, { name, blobs }: BenchImage, withToken: boolean): Promise<void> {
  const pulls = Array.from({ length: sandboxes }, async (_, index) => {
    const agent = agentFrom(`127.0.2.${index + 1}`);
    const token = withToken ? await tokenFor(origin, name) : undefined;
    const ask = { agent, ...(token && { token }), headers: { accept: manifestType } };
    await get(`${origin}/v2/${name}/manifests/latest`, ask);
    await Promise.all(
      blobs.map(async ({ digest, bytes }) => {
        const got = await get(`${origin}/v2/${name}/blobs/${digest}`, ask);
        if (got.bytes !== bytes.length) throw new Error(`${digest} came short`);
      }),
    );
    agent.destroy();
  });
  await Promise.all(pulls);
}

async function tokenFor(origin: string, name: string): Promise<string> {
  const { text } = await get(`${origin}/token?scope=repository:${name}:pull`);
  const token: unknown = JSON.parse(text).token;
  if (typeof token !== 'string') throw new Error('The hub gave no token.');
  return token;
}

/** Milliseconds something takes. */
async function timed(task: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await task();
  return performance.now() - began;
}
