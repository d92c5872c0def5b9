import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import { silentLogger, systemClock } from '#lib/base/index.ts';
import { noWants, type Observation } from '#lib/check/model.ts';
import { type Channel, type SandboxWatch, watchSandbox } from '#sandbox/index.ts';
import { dumpSandbox } from '../support/docker-dump.ts';
import { openDockerGround } from '../support/docker-ground.ts';
import { until } from '../support/until.ts';

const ground = await openDockerGround();
if (!ground)
  test('the watch over a sandbox: no sandboxes on this host', () => {
    throw new Error('npm run doctor says why');
  });

describe.runIf(ground)('watch over a real sandbox', () => {
  let channel: Channel;
  let watch: SandboxWatch;
  const seen: Observation[] = [];
  const paths: string[] = [];
  const latest = () => seen.at(-1);
  const pidFile = () =>
    channel.files.stat('/run/docker.pid').then(
      () => true,
      () => false,
    );

  beforeAll(async () => {
    const signal = new AbortController().signal;
    await ground?.driver.create({ id: 'watch', memoryMiB: 1024, cpus: 2, processes: 500 }, signal);
    if (!ground) return;
    channel = await ground.driver.connect('watch', signal);
    watch = watchSandbox(
      channel,
      { ...noWants, files: ['/root/app/notes.txt'] },
      { observed: (observation) => seen.push(observation), filesChanged: (changed) => paths.push(...changed) },
      { clock: systemClock, logger: silentLogger },
    );
    await until(() => latest() !== undefined);
  });
  afterAll(async () => {
    await watch?.[Symbol.asyncDispose]();
    await channel?.[Symbol.asyncDispose]();
    await ground?.[Symbol.asyncDispose]();
  });
  const explain = () => onTestFailed(async () => console.error(latest(), await dumpSandbox(channel)));

  test('does not wake the engine', async () => {
    explain();
    await watch.refresh();
    expect(latest()?.daemon).toBe('asleep');
    expect(await pidFile()).toBe(false);
  });

  test('sees a file a learner writes, and the folder it came in', async () => {
    explain();
    await channel.exec([
      'sh',
      '-c',
      'mkdir app && echo one > app/notes.txt && mkdir -p app/node_modules/x && touch app/node_modules/x/y',
    ]);
    await until(() => latest()?.files['/root/app/notes.txt'] === 'one\n');
    await channel.files.write('/root/app/notes.txt', Buffer.from('two'));
    await until(() => latest()?.files['/root/app/notes.txt'] === 'two');
    expect(paths).toContain('/root/app');
    expect(paths).toContain('/root/app/notes.txt');
    expect(paths.filter((path) => /node_modules\/|\.part$/.test(path))).toEqual([]);
    await channel.exec(['rm', '-rf', 'app']);
    await until(() => latest()?.files['/root/app/notes.txt'] === null);
  });

  test('sees the engine wake and what it holds, each change within 300 ms', async () => {
    explain();
    // An image without a registry: one file, packed inside.
    expect(
      (await channel.exec(['sh', '-c', 'tar -C / -c etc/hostname | docker import -m "made by hand" - tiny:1'])).code,
    ).toBe(0);
    await until(() => latest()?.images.length === 1);
    expect(latest()?.images[0]).toMatchObject({ tags: ['tiny:1'], comment: 'made by hand' });
    const delays: number[] = [];
    for (let round = 0; round < 5; round++) {
      for (const command of [
        [
          'docker',
          'create',
          '--name',
          `c${round}`,
          '-p',
          `80${round}0:80/tcp`,
          '-e',
          'A=b',
          '-v',
          `v${round}:/data:ro`,
          '--label',
          'x=y',
          'tiny:1',
          'sh',
          '-c',
          'true',
        ],
        ['docker', 'network', 'create', `n${round}`],
        ['docker', 'tag', 'tiny:1', `tiny:t${round}`],
      ]) {
        const before = latest()?.events.length ?? 0;
        expect((await channel.exec(command)).code).toBe(0);
        await until(() => (latest()?.events.length ?? 0) > before);
        delays.push((latest()?.at ?? 0) - (latest()?.events.at(-1)?.at ?? 0));
      }
    }
    // A command may be followed by more than one event, so the last one's may still be on its way.
    await until(() => latest()?.images[0]?.tags.length === 6);
    const observation = latest();
    expect(observation?.containers.find(({ name }) => name === 'c3')).toMatchObject({
      image: 'tiny:1',
      imageId: observation?.images[0]?.id,
      state: 'created',
      command: ['sh', '-c', 'true'],
      env: expect.arrayContaining(['A=b']),
      labels: { x: 'y' },
      ports: [{ container: 80, host: 8030, protocol: 'tcp', hostIp: '' }],
      mounts: [{ type: 'volume', name: 'v3', target: '/data', readOnly: true }],
      networks: ['bridge'],
      startedAt: 0,
      restartPolicy: 'no',
      health: 'none',
      autoRemove: false,
    });
    expect(observation?.networks.map(({ name }) => name)).toEqual(expect.arrayContaining(['bridge', 'n0', 'n4']));
    expect(observation?.volumes.map(({ name }) => name).sort()).toEqual(['v0', 'v1', 'v2', 'v3', 'v4']);
    expect(observation?.images[0]?.tags.length).toBe(6);
    delays.sort((a, b) => a - b);
    expect(delays.at(-1)).toBeLessThan(300);
  });

  test('a container that fails, and one that is removed', async () => {
    explain();
    await channel.exec(['docker', 'run', '--name', 'broken', 'tiny:1', '/nosuch']);
    await until(
      () => latest()?.containers.some(({ name, exitCode }) => name === 'broken' && exitCode === 127) ?? false,
    );
    await channel.exec(['docker', 'rm', 'broken']);
    await until(() => !latest()?.containers.some(({ name }) => name === 'broken'));
    expect(
      latest()
        ?.events.filter(({ name }) => name === 'broken')
        .map(({ action }) => action),
    ).toContain('destroy');
  });

  test.each(['TERM', 'KILL'])(
    'an engine ended by %s is down and not woken by us; the next command brings it back with everything',
    async (signal) => {
      explain();
      const events = latest()?.events.length ?? 0;
      await channel.exec(['sh', '-c', `kill -${signal} $(cat /run/docker.pid)`]);
      await until(() => latest()?.daemon === 'down', 20_000);
      expect(latest()?.containers).toEqual([]);
      await watch.refresh();
      await until(async () => !(await pidFile()));
      await watch.refresh();
      expect(await pidFile()).toBe(false);
      expect((await channel.exec(['docker', 'ps', '-aq'])).stdout.trim().split('\n').length).toBe(5);
      await until(() => latest()?.daemon === 'up' && latest()?.containers.length === 5);
      expect(latest()?.events.length).toBeGreaterThanOrEqual(events);
    },
  );
});
