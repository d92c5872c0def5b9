import { afterAll, describe, expect, test } from 'vitest';
import { silentLogger, systemClock } from '#lib/base/index.ts';
import { createSandboxes, type Sandboxes } from '#sandbox/index.ts';
import { openDockerGround } from '../support/docker-ground.ts';
import { memoryLeases } from '../support/memory-leases.ts';
import { until } from '../support/until.ts';

const ground = await openDockerGround();
if (!ground)
  test('the pool: no sandboxes on this host', () => {
    throw new Error('npm run doctor says why');
  });

const never = new AbortController().signal;

describe.runIf(ground)('pool of real sandboxes', () => {
  const leases = memoryLeases();
  const pools: Sandboxes[] = [];
  const open = (reserve: number): Sandboxes => {
    if (!ground) throw new Error('unreachable');
    const pool = createSandboxes({
      driver: ground.driver,
      leases,
      clock: systemClock,
      logger: silentLogger,
      size: { memoryMiB: 512, cpus: 1, processes: 300 },
      reserve,
      initial: reserve,
      maximum: 3,
      leaseMs: 3_600_000,
    });
    pools.push(pool);
    return pool;
  };
  afterAll(async () => {
    for (const pool of pools) await pool[Symbol.asyncDispose]();
    await ground?.[Symbol.asyncDispose]();
  });

  test('a prompt from a warm sandbox, whose place another one takes; after a restart it is still ours', async () => {
    const before = open(1);
    await before.start();
    await until(() => before.census().warm === 1, 20_000);

    const asked = performance.now();
    const { sandbox } = await before.lease('learner', () => undefined, never);
    const channel = await before.connect(sandbox, never);
    const terminal = await channel.openTerminal({ cols: 80, rows: 24 });
    let screen = '';
    terminal.on('data', (chunk: Buffer) => {
      screen += chunk;
    });
    await until(() => /# (\x1b\[[\d;?]*[a-zA-Z])*$/.test(screen));
    expect(performance.now() - asked).toBeLessThan(300);

    await channel.files.write('/root/mine', Buffer.from('kept'));
    await until(() => before.census().warm === 1, 20_000);
    await channel[Symbol.asyncDispose]();
    await before[Symbol.asyncDispose]();
    expect((await ground?.driver.list())?.map(({ id }) => id)).toEqual([sandbox]);

    const after = open(0);
    expect(await after.start()).toEqual({ adopted: 1, destroyed: 0 });
    expect((await after.lease('learner', () => undefined, never)).sandbox).toBe(sandbox);
    await using again = await after.connect(sandbox, never);
    expect(String(await again.files.read('/root/mine', 10))).toBe('kept');
    await after.release('learner');
    await until(async () => (await ground?.driver.list())?.length === 0, 20_000);
  });

  test('a sandbox that was killed is noticed, and the learner gets another', async () => {
    const pool = open(0);
    await pool.start();
    const first = await pool.lease('learner', () => undefined, never);
    const channel = await pool.connect(first.sandbox, never);
    await ground?.crash(first.sandbox);
    await channel.closed;
    const second = await pool.lease('learner', () => undefined, never);
    expect(second.sandbox).not.toBe(first.sandbox);
    await pool.release('learner');
  });
});
