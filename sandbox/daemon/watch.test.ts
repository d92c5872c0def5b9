import { afterEach, expect, test } from 'vitest';
import { silentLogger, systemClock } from '#lib/base/index.ts';
import { noWants, type Observation } from '#lib/check/model.ts';
import { type Channel, createFakeDriver, type SandboxWatch, watchSandbox } from '#sandbox/index.ts';
import { until } from '#tests/support/until.ts';

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing[Symbol.asyncDispose]();
});

async function setUp(files: string[] = [], prepare: (channel: Channel) => Promise<unknown> = async () => undefined) {
  const driver = createFakeDriver({ clock: systemClock });
  const signal = new AbortController().signal;
  await driver.create({ id: 'watched', memoryMiB: 64, cpus: 1, processes: 64 }, signal);
  const channel = await driver.connect('watched', signal);
  await prepare(channel);
  const machine = driver.machine('watched');
  if (!machine) throw new Error('no machine');
  const seen: Observation[] = [];
  const paths: string[] = [];
  const watch: SandboxWatch = watchSandbox(
    channel,
    { ...noWants, files },
    { observed: (observation) => seen.push(observation), filesChanged: (changed) => paths.push(...changed) },
    { clock: systemClock, logger: silentLogger },
  );
  opened.push(driver, watch);
  const latest = () => seen.at(-1);
  return { channel, machine, watch, seen, paths, latest };
}

test('a sleeping daemon is left asleep, and said to be', async () => {
  const { machine, latest, watch } = await setUp();
  await until(() => latest() !== undefined);
  await watch.refresh();
  expect(latest()).toMatchObject({ daemon: 'asleep', containers: [], images: [] });
  expect(machine.daemon.awake).toBe(false);
});

test('sees what a run did: image, container, events, from the first command on', async () => {
  const { channel, latest } = await setUp();
  await until(() => latest() !== undefined);
  await channel.exec(['docker', 'run', '--name', 'greeting', 'hello-world']);
  await until(() => latest()?.containers[0]?.state === 'exited');
  const { daemon, containers, images, events, networks } = latest() ?? ({} as Observation);
  expect(daemon).toBe('up');
  expect(containers[0]).toMatchObject({
    name: 'greeting',
    image: 'hello-world:latest'.replace(':latest', ''),
    exitCode: 0,
    command: ['/hello'],
    restartPolicy: 'no',
  });
  expect(containers[0]?.startedAt).toBeGreaterThan(0);
  expect(images).toMatchObject([{ tags: ['hello-world:latest'], config: { cmd: ['/hello'] } }]);
  expect(images[0]?.id).toBe(containers[0]?.imageId);
  expect(networks.map(({ name }) => name)).toEqual(['bridge', 'host', 'none']);
  expect(events.map(({ type, action }) => `${type} ${action}`)).toEqual([
    'image pull',
    'container create',
    'container start',
    'container die',
  ]);
  expect(events[3]).toMatchObject({ name: 'greeting', attributes: { exitCode: '0' } });
});

test('a daemon that was up before the watch began is seen with all its events', async () => {
  const { latest } = await setUp([], (channel) => channel.exec(['docker', 'run', 'hello-world']));
  await until(() => latest()?.containers.length === 1);
  expect(latest()?.events.length).toBe(4);
});

test('running, stopped, removed: the picture follows', async () => {
  const { channel, latest } = await setUp();
  await channel.exec(['docker', 'run', '-d', '--name', 'web', '-p', '8080:80', 'nginx']);
  await until(() => latest()?.containers[0]?.state === 'running');
  expect(latest()?.containers[0]?.ports).toEqual([{ container: 80, host: 8080, protocol: 'tcp', hostIp: '' }]);
  expect(latest()?.networks[0]).toMatchObject({ name: 'bridge', containers: ['web'] });
  await channel.exec(['docker', 'stop', 'web']);
  await until(() => latest()?.containers[0]?.state === 'exited');
  expect(latest()?.networks[0]?.containers).toEqual([]);
  await channel.exec(['docker', 'rm', 'web']);
  await until(() => latest()?.containers.length === 0);
});

test('a container that has just started is looked at once more when it has run for a while', async () => {
  const { channel, latest } = await setUp();
  await channel.exec(['docker', 'run', '-d', '--name', 'web', 'nginx']);
  await until(() => latest()?.containers[0]?.state === 'running');
  const startedAt = latest()?.containers[0]?.startedAt ?? 0;
  await until(() => (latest()?.at ?? 0) - startedAt >= 3000, 6000);
});

test('a daemon that ends is down; one that comes back is up, and no event is told twice', async () => {
  const { channel, machine, latest, seen } = await setUp();
  await channel.exec(['docker', 'run', '--name', 'one', 'hello-world']);
  await until(() => latest()?.containers.length === 1);
  await machine.daemon.sleep();
  machine.daemonServer.hangUp();
  await until(() => latest()?.daemon === 'down');
  expect(latest()?.containers).toEqual([]);
  await channel.exec(['docker', 'run', '--name', 'two', 'hello-world']);
  await until(() => latest()?.containers.length === 2);
  expect(
    latest()
      ?.events.filter(({ action }) => action === 'die')
      .map(({ name }) => name),
  ).toEqual(['one', 'two']);
  expect(seen.length).toBeLessThan(12);
});

test('a daemon that is down for a moment only is seen down', async () => {
  const { channel, machine, latest, seen } = await setUp();
  await channel.exec(['docker', 'run', '--name', 'one', 'hello-world']);
  await until(() => latest()?.containers.length === 1);
  await machine.daemon.sleep();
  machine.daemonServer.hangUp();
  await channel.exec(['docker', 'run', '--name', 'two', 'hello-world']);
  await until(() => latest()?.containers.length === 2);
  expect(seen.filter(({ daemon }) => daemon === 'down')).not.toEqual([]);
});

test('a cut event stream is opened again and misses nothing', async () => {
  const { channel, machine, latest } = await setUp();
  await channel.exec(['docker', 'run', '--name', 'one', 'hello-world']);
  await until(() => latest()?.containers.length === 1);
  machine.daemonServer.cutEvents();
  await channel.exec(['docker', 'run', '--name', 'two', 'hello-world']);
  await until(() => latest()?.containers.length === 2);
  expect(latest()?.daemon).toBe('up');
  expect(
    latest()
      ?.events.filter(({ action }) => action === 'start')
      .map(({ name }) => name),
  ).toEqual(['one', 'two']);
});

test('files checks ask for, and the paths that changed', async () => {
  const { channel, latest, paths } = await setUp(['/root/app/Dockerfile', '/etc/os-release', '/root/none']);
  await until(() => latest() !== undefined);
  expect(latest()?.files).toEqual({
    '/root/app/Dockerfile': null,
    '/etc/os-release': 'PRETTY_NAME="Slipway fake sandbox"\n',
    '/root/none': null,
  });
  await channel.files.write('/root/app/Dockerfile', Buffer.from('FROM scratch\n'));
  await until(() => latest()?.files['/root/app/Dockerfile'] === 'FROM scratch\n');
  expect(new Set(paths)).toEqual(new Set(['/root/app', '/root/app/Dockerfile']));
  await channel.files.remove('/root/app');
  await until(() => latest()?.files['/root/app/Dockerfile'] === null);
});

test('commands are kept, the last 500', async () => {
  const { watch, latest } = await setUp();
  for (let at = 0; at < 510; at++) watch.addCommand({ at, line: `echo ${at}`, exitCode: 0 });
  await until(() => latest()?.commands.length === 500);
  expect(latest()?.commands.at(-1)).toEqual({ at: 509, line: 'echo 509', exitCode: 0 });
});

test('many changes at once are one observation', async () => {
  const { channel, latest, seen } = await setUp();
  await channel.exec(['docker', 'run', 'hello-world']);
  await until(() => latest()?.containers.length === 1);
  const before = seen.length;
  for (let index = 0; index < 20; index++)
    await channel.exec(['docker', 'create', '--name', `c${index}`, 'hello-world']);
  await until(() => latest()?.containers.length === 21);
  expect(seen.length - before).toBeLessThanOrEqual(4);
});

test('disposing it ends what it had started inside, twice is fine, and a broken channel ends it quietly', async () => {
  const { channel, machine, watch, latest } = await setUp();
  await until(() => latest() !== undefined && machine.processes.length === 2);
  await watch[Symbol.asyncDispose]();
  await watch[Symbol.asyncDispose]();
  expect(machine.processes).toEqual([]);
  const other = await setUp();
  await until(() => other.latest() !== undefined);
  await other.channel[Symbol.asyncDispose]();
  await other.watch[Symbol.asyncDispose]();
  await channel.exec(['true']);
});
