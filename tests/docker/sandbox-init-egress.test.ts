import { afterAll, expect, test } from 'vitest';
import { randomId, silentLogger, systemClock } from '#lib/base/index.ts';
import { loadConfig } from '#lib/config/index.ts';
import { installationOf } from '#lib/setup/index.ts';
import { createDockerDriver } from '#sandbox/index.ts';

const { dataFolder } = loadConfig({ ...process.env }, {});
const driver = createDockerDriver({
  ...{ installation: installationOf(dataFolder), instance: `test-${randomId(6)}`, dataFolder },
  ...{ store: null, hub: null, egress: { policy: 'none' }, clock: systemClock, logger: silentLogger },
});
afterAll(() => driver.destroy('closed'));

/** Every one of these would hang for seconds or minutes where packets are merely dropped. */
const attempts: [string, RegExp][] = [
  ['curl -sS http://somewhere.example', /Could not resolve host/],
  ['curl -sS http://1.1.1.1', /Could not connect|refused/],
  ['ping -c 1 -W 3 1.1.1.1', /Unreachable/],
  ['docker pull hello-world', /registry-1\.docker\.io.*refused/],
  ['apt-get update', /Could not connect|Temporary failure resolving|Connection refused/],
];

test('a sandbox without a way out is told so at once', async () => {
  const signal = AbortSignal.timeout(60_000);
  await driver.create({ id: 'closed', memoryMiB: 512, cpus: 1, processes: 400 }, signal);
  await using channel = await driver.connect('closed', signal);
  // The engine's own start is not what is measured.
  await channel.exec(['docker', 'info'], { signal });
  for (const [command, answer] of attempts) {
    const began = performance.now();
    const { stdout, stderr } = await channel.exec(['sh', '-c', command], { signal });
    expect(stdout + stderr).toMatch(answer);
    expect(performance.now() - began).toBeLessThan(4_000);
  }
});
