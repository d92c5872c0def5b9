import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Channel, SandboxSpec } from '#sandbox/model.ts';
import { openDockerGround } from '../support/docker-ground.ts';

const ground = await openDockerGround();
const spec = (id: string): SandboxSpec => ({ id, memoryMiB: 768, cpus: 1, processes: 400 });
const soonEnough = { timeout: 5_000, interval: 50 };
const soon = () => AbortSignal.timeout(30_000);

if (!ground)
  test('the sandbox: no sandboxes on this host', () => {
    throw new Error('npm run doctor says why');
  });

describe.runIf(ground)('a sandbox', () => {
  if (!ground) return;
  const { driver, docker, instance } = ground;
  let one: Channel;
  let two: Channel;

  const containerOf = async (id: string) => {
    const label = [`dev.slipway.instance=${instance}`, `dev.slipway.sandbox=${id}`];
    const [found] = await docker.listContainers({ all: true, filters: { label } });
    if (!found) throw new Error(`There is no container of ${id}.`);
    return docker.getContainer(found.Id);
  };
  const run = async (channel: Channel, script: string) => {
    const { code, stdout, stderr } = await channel.exec(['bash', '-c', script], { signal: soon() });
    return { code, text: (stdout + stderr).trim() };
  };

  beforeAll(async () => {
    await Promise.all(['one', 'two'].map((id) => driver.create(spec(id), soon())));
    [one, two] = await Promise.all([driver.connect('one', soon()), driver.connect('two', soon())]);
  });
  afterAll(async () => ground[Symbol.asyncDispose]());

  test('leaves nothing privileged running: the warden has no capability in any set, and nobody else is root outside', async () => {
    const top = await (await containerOf('one')).top({ ps_args: '-eo pid,uid,comm' });
    const processes: string[][] = top.Processes;
    const roots = processes.filter(([, uid]) => Number(uid) < 1_000_000);
    expect(roots.map(([, , name]) => name)).toEqual(['warden']);
    const status = await readFile(`/proc/${roots[0]?.[0]}/status`, 'utf8');
    for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb']) {
      expect(status).toMatch(new RegExp(`^${set}:\\s0{16}$`, 'm'));
    }
    expect(status).toMatch(/^NoNewPrivs:\s1$/m);
    expect(status).toMatch(/^Seccomp:\s2$/m);
  });

  test('has a range of uids of its own', async () => {
    const maps = await Promise.all([one, two].map((each) => run(each, 'cat /proc/self/uid_map')));
    const bases = maps.map(({ text }) => text.split(/\s+/).map(Number));
    for (const [inside, outside, size] of bases) {
      expect(inside).toBe(0);
      expect(outside).toBeGreaterThanOrEqual(1_000_000);
      expect(size).toBe(65_536);
    }
    expect(Math.abs((bases[0]?.[1] ?? 0) - (bases[1]?.[1] ?? 0))).toBeGreaterThanOrEqual(65_536);
  });

  test('keeps its container out of reach, also for a root who lifts his own root file system', async () => {
    const script = await readFile(join(import.meta.dirname, '../support/old-root.pl'));
    await one.files.write('/tmp/old-root.pl', script);
    const { text } = await run(one, 'unshare -m perl /tmp/old-root.pl');
    expect(text.split('\n')).toEqual([
      'umount / : Invalid argument',
      'enter own namespace again: done',
      ...['/vis/proc', '/cg', '/data', '/golden', '/sb', '/sbin/warden'].map(
        (path) => `see ${path}: No such file or directory`,
      ),
      'write /proc/sys/kernel/core_pattern: Permission denied',
      expect.stringMatching(/^write \/proc\/sysrq-trigger: (Permission denied|No such file or directory)$/),
      expect.stringMatching(/^write \/sys\/kernel\/uevent_helper: (Permission denied|No such file or directory)$/),
    ]);
  });

  test('cannot raise its own limits, load modules or make devices', async () => {
    const limits = '/sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max /sys/fs/cgroup/pids/pids.max';
    const raised = await run(one, `for f in ${limits}; do [ -e $f ] && echo -1 >$f && echo raised $f; done; true`);
    expect(raised.text).not.toMatch(/^raised/m);
    expect((await run(one, 'mknod /tmp/disk b 8 0')).code).not.toBe(0);
    expect((await run(one, 'insmod /dev/null')).code).not.toBe(0);
    expect((await run(one, 'mount -t ext4 /dev/vda /mnt')).code).not.toBe(0);
  });

  test('stays within the memory it was given', async () => {
    const { code } = await run(one, 'tail /dev/zero; exit $?');
    expect(code).toBe(137);
    expect((await run(one, 'echo alive')).text).toBe('alive');
  });

  test('reaches neither the host, nor the metadata service, nor another sandbox, and is told so at once', async () => {
    await using server = createServer((socket) => socket.end('host')).listen(0, '0.0.0.0');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const inspected = await (await containerOf('two')).inspect();
    const [network] = Object.values(inspected.NetworkSettings.Networks);
    const targets = [
      `${network?.Gateway}/${port}`,
      `10.200.0.1/${port}`,
      '10.200.0.1/2222',
      `${network?.IPAddress}/2222`,
      '169.254.169.254/80',
      '192.0.0.192/80',
      '168.63.129.16/80',
      '192.168.0.1/80',
    ];
    for (const target of targets) {
      const began = performance.now();
      const { code, text } = await run(one, `timeout 5 bash -c 'exec 3<>/dev/tcp/${target}'`);
      expect({ target, code, text }).toEqual({ target, code: 1, text: expect.stringContaining('refused') });
      expect(performance.now() - began).toBeLessThan(2_000);
    }
  });

  test('runs containers: an image by its bare name, a published port, a privileged one', async () => {
    const hello = await run(one, 'docker run --rm hello-world');
    expect(hello.text).toContain('Hello from Docker!');
    const web = 'docker run -d --name web -p 80:80 busybox httpd -f -h /etc >/dev/null 2>&1';
    const page = await run(one, `${web}; curl -s --retry 20 --retry-connrefused --retry-delay 0 localhost/hostname`);
    expect(page.text).toMatch(/^[0-9a-f]{12}$/);
    expect((await run(one, 'docker run --rm --privileged busybox true')).code).toBe(0);
    expect((await run(one, 'docker run --rm -m 64m --cpus 0.5 busybox true')).code).toBe(0);
    await run(one, 'docker rm -f web');
  });

  test('finds the layers of lesson images present while no image is listed', async () => {
    expect((await run(two, 'docker images -q')).text).toBe('');
    expect((await run(two, 'docker pull debian')).text).toContain('Already exists');
  });

  test('gets a new engine when the learner ended the old one', async () => {
    await run(two, 'kill $(cat /run/docker.pid)');
    expect((await run(two, 'docker info --format {{.ServerVersion}}')).code).toBe(0);
    await run(two, 'kill -9 $(cat /run/docker.pid)');
    expect((await run(two, 'docker info --format {{.ServerVersion}}')).code).toBe(0);
  });

  test('can be entered without SSH', async () => {
    const exec = await (await containerOf('two')).exec({
      Cmd: ['/sbin/warden', 'enter', '--', 'sh', '-c', 'test "$(id -u)" = 0 && test -S /run/docker.sock && exit 42'],
    });
    const stream = await exec.start({});
    stream.resume();
    await new Promise((resolve) => stream.once('close', resolve).once('end', resolve));
    await vi.waitFor(async () => expect((await exec.inspect()).ExitCode).toBe(42), soonEnough);
  });

  test('stops in order, and a restart finds images, containers and files again', async () => {
    await one.files.write('/root/note.txt', Buffer.from('kept'));
    const farewell = `trap "echo stopped in order >/v/farewell; exit" TERM; while :; do sleep .1; done`;
    await run(one, `docker run -d --name last --restart always -v notes:/v busybox sh -c '${farewell}'`);
    const container = await containerOf('one');
    const began = performance.now();
    await container.stop({ t: 10 });
    expect(performance.now() - began).toBeLessThan(8_000);
    await container.start();
    await using again = await vi.waitFor(() => driver.connect('one', soon()), soonEnough);
    const { stdout } = await again.exec(['cat', '/root/note.txt']);
    expect(stdout).toBe('kept');
    expect((await run(again, 'docker images -q busybox')).text).not.toBe('');
    expect((await run(again, 'docker run --rm -v notes:/v busybox cat /v/farewell')).text).toBe('stopped in order');
    expect((await run(again, 'docker inspect -f {{.State.Running}} last')).text).toBe('true');
  });
});
