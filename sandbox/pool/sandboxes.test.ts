import { afterEach, describe, expect, test } from 'vitest';
import { codeOf, silentLogger } from '#lib/base/index.ts';
import { createFakeDriver, createSandboxes, type Sandboxes, type SandboxesOptions } from '#sandbox/index.ts';
import { fakeClock } from '#tests/support/fake-clock.ts';
import { memoryLeases } from '#tests/support/memory-leases.ts';
import { dyingDriver, failingDriver, neverDriver, slowDriver } from '#tests/support/misbehaving-drivers.ts';
import { mortalProcess } from '#tests/support/mortal-process.ts';

const never = new AbortController().signal;
const hour = 3_600_000;
const opened: Sandboxes[] = [];

afterEach(async () => {
  for (const pool of opened.splice(0)) await pool[Symbol.asyncDispose]();
});

function setUp(changes: Partial<SandboxesOptions> = {}) {
  const clock = fakeClock();
  const driver = createFakeDriver({ clock });
  const leases = memoryLeases();
  const ended: string[] = [];
  const create = (more: Partial<SandboxesOptions> = {}) => {
    const pool = createSandboxes({
      driver,
      leases,
      clock,
      logger: silentLogger,
      size: { memoryMiB: 64, cpus: 1, processes: 64 },
      reserve: 1,
      initial: 1,
      maximum: 3,
      leaseMs: hour,
      ended: (lease, why) => ended.push(`${lease.session} ${why}`),
      ...changes,
      ...more,
    });
    opened.push(pool);
    return pool;
  };
  const lease = (pool: Sandboxes, session: string, signal = never, places: number[] = []) =>
    pool.lease(session, (place) => places.push(place), signal);
  return { clock, driver, leases, create, lease, ended };
}

async function refusal(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'resolved',
    (error: unknown) => codeOf(error),
  );
}

describe('leasing', () => {
  test('hands out a warm sandbox at once and warms another', async () => {
    const { clock, create, lease, leases } = setUp();
    const pool = create();
    await pool.start();
    await clock.settle();
    expect(pool.census()).toMatchObject({ warm: 1, leased: 0 });
    const got = await lease(pool, 'a');
    expect(got.expiresAt).toBe(clock.now() + hour);
    expect([...leases.all.values()]).toEqual([got]);
    await clock.settle();
    expect(pool.census()).toMatchObject({ warm: 1, leased: 1, booting: 0 });
  });

  test('gives the same session the same sandbox, also to two callers at once', async () => {
    const { create, lease } = setUp();
    const pool = create();
    await pool.start();
    const [first, second] = await Promise.all([lease(pool, 'a'), lease(pool, 'a')]);
    expect(second.sandbox).toBe(first.sandbox);
    expect((await lease(pool, 'a')).sandbox).toBe(first.sandbox);
  });

  test('a request before start() waits for it', async () => {
    const { clock, create, lease } = setUp();
    const pool = create();
    const early = lease(pool, 'a');
    await clock.settle();
    expect(pool.census()).toMatchObject({ queued: 1, booting: 0 });
    await pool.start();
    expect((await early).session).toBe('a');
  });

  test('connects by the channel that is open already, then by new ones', async () => {
    const { create, lease, driver } = setUp();
    const pool = create();
    await pool.start();
    const { sandbox } = await lease(pool, 'a');
    let connects = 0;
    const { connect } = driver;
    driver.connect = (id, signal) => {
      connects++;
      return connect(id, signal);
    };
    const channel = await pool.connect(sandbox, never);
    expect(connects).toBe(0);
    await channel[Symbol.asyncDispose]();
    await (await pool.connect(sandbox, never)).exec(['true']);
    expect(connects).toBe(1);
    expect(await refusal(pool.connect('other', never))).toBe('SANDBOX_GONE');
  });

  test('keeps the initial number before anybody asked, the reserve afterwards, and follows a change', async () => {
    const { clock, create, lease } = setUp({ initial: 3, reserve: 1, maximum: 10 });
    const pool = create();
    await pool.start();
    await clock.settle();
    expect(pool.census().warm).toBe(3);
    await lease(pool, 'a');
    await clock.settle();
    expect(pool.census().warm).toBe(1);
    pool.resizeReserve(4);
    await clock.settle();
    expect(pool.census().warm).toBe(4);
    pool.resizeReserve(0);
    await clock.settle();
    expect(pool.census()).toMatchObject({ warm: 0, leased: 1 });
  });
});

describe('full', () => {
  test('people wait in order, are told their place, and get what others give back', async () => {
    const { clock, create, lease } = setUp({ maximum: 1 });
    const pool = create();
    await pool.start();
    await lease(pool, 'a');
    const places: Record<string, number[]> = { b: [], c: [], d: [] };
    const b = lease(pool, 'b', never, places.b);
    const leaving = new AbortController();
    const c = lease(pool, 'c', leaving.signal, places.c);
    const d = lease(pool, 'd', never, places.d);
    await clock.settle();
    expect(places).toEqual({ b: [1], c: [2], d: [3] });
    leaving.abort(new Error('left'));
    await expect(c).rejects.toThrow('left');
    expect(places.d).toEqual([3, 2]);
    await pool.release('a');
    expect((await b).session).toBe('b');
    expect(places.d).toEqual([3, 2, 1]);
    await pool.release('b');
    expect((await d).session).toBe('d');
  });

  test('when the queue is full as well: SANDBOX_CAPACITY', async () => {
    const { create, lease } = setUp({ maximum: 1, queue: 1 });
    const pool = create();
    await pool.start();
    await lease(pool, 'a');
    const waiting = lease(pool, 'b');
    expect(await refusal(lease(pool, 'c'))).toBe('SANDBOX_CAPACITY');
    await pool.release('a');
    expect((await waiting).session).toBe('b');
  });

  test('releasing a place in line ends the waiting', async () => {
    const { create, lease } = setUp({ maximum: 1 });
    const pool = create();
    await pool.start();
    await lease(pool, 'a');
    const waiting = refusal(lease(pool, 'b'));
    await pool.release('b');
    expect(await waiting).toBe('SESSION_ENDED');
    expect(pool.census().queued).toBe(0);
  });
});

describe('the end of a lease', () => {
  test('released: the sandbox is destroyed, never used again', async () => {
    const { clock, create, lease, driver, leases, ended } = setUp();
    const pool = create();
    await pool.start();
    const { sandbox } = await lease(pool, 'a');
    await pool.release('a');
    await pool.release('a');
    await clock.settle();
    expect((await driver.list()).map(({ id }) => id)).not.toContain(sandbox);
    expect(leases.all.size).toBe(0);
    expect(ended).toEqual(['a released']);
    expect(await pool.renew('a')).toBeNull();
  });

  test('expired unless renewed', async () => {
    const { clock, create, lease, driver, ended } = setUp();
    const pool = create();
    await pool.start();
    const renewed = await lease(pool, 'renewed');
    await lease(pool, 'forgotten');
    await clock.advance(hour - 60_000);
    expect(await pool.renew('renewed')).toBe(clock.now() + hour);
    await clock.advance(120_000);
    expect(ended).toEqual(['forgotten expired']);
    expect((await driver.list()).map(({ id }) => id)).toContain(renewed.sandbox);
    expect(pool.census().leased).toBe(1);
  });

  test('its sandbox died: noticed by the reaper, and by whoever asks again', async () => {
    const { clock, create, lease, driver, ended } = setUp();
    const pool = create();
    await pool.start();
    const a = await lease(pool, 'a');
    const b = await lease(pool, 'b');
    await driver.crash(a.sandbox);
    await driver.crash(b.sandbox);
    expect((await lease(pool, 'b')).sandbox).not.toBe(b.sandbox);
    await clock.advance(20_000);
    expect(ended.sort()).toEqual(['a gone', 'b gone']);
    expect(await pool.renew('a')).toBeNull();
  });
});

describe('a restart', () => {
  test('adopts live leases and destroys all else', async () => {
    const { clock, create, lease, leases, driver } = setUp({ maximum: 5, reserve: 2, initial: 2 });
    const process = mortalProcess(driver, leases);
    const before = create({ driver: process.driver, leases: process.leases });
    await before.start();
    const kept = await lease(before, 'kept');
    await lease(before, 'dead').then(({ sandbox }) => driver.crash(sandbox));
    await clock.settle();
    expect((await driver.list()).length).toBe(4);
    process.kill();
    opened.pop();
    await leases.put({ sandbox: 'nowhere', session: 'lost', createdAt: 0, expiresAt: clock.now() + hour });
    const after = create({ reserve: 0, initial: 0 });
    expect(await after.start()).toEqual({ adopted: 1, destroyed: 3 });
    expect((await driver.list()).map(({ id }) => id)).toEqual([kept.sandbox]);
    expect([...leases.all.keys()]).toEqual([kept.sandbox]);
    expect((await lease(after, 'kept')).sandbox).toBe(kept.sandbox);
    await (await after.connect(kept.sandbox, never)).exec(['true']);
  });

  test('closing leaves leased sandboxes running and destroys warm ones', async () => {
    const { clock, create, lease, driver, leases } = setUp();
    const pool = create();
    await pool.start();
    const { sandbox } = await lease(pool, 'a');
    await clock.settle();
    const waiting = Promise.all([refusal(lease(pool, 'b')), refusal(lease(pool, 'c')), refusal(lease(pool, 'd'))]);
    await pool[Symbol.asyncDispose]();
    await pool[Symbol.asyncDispose]();
    expect((await waiting).filter((outcome) => outcome !== 'resolved' && outcome !== 'SESSION_ENDED')).toEqual([]);
    const left = (await driver.list()).map(({ id }) => id);
    expect(left).toContain(sandbox);
    expect(left.sort()).toEqual([...leases.all.keys()].sort());
  });
});

describe('drivers that misbehave', () => {
  test('slow: who waits is served first, the reserve afterwards and one at a time', async () => {
    const given = setUp({ maximum: 6, reserve: 2, initial: 2, bootsAtOnce: 2 });
    const pool = given.create({ driver: slowDriver(given.driver, 1000, given.clock) });
    await pool.start();
    expect(pool.census().booting).toBe(1);
    const both = Promise.all([given.lease(pool, 'a'), given.lease(pool, 'b')]);
    await given.clock.settle();
    expect(pool.census().booting).toBe(2);
    await given.clock.advance(1000);
    expect((await both).length).toBe(2);
    expect(pool.census()).toMatchObject({ booting: 1, leased: 2 });
    await given.clock.advance(2000);
    expect(pool.census()).toMatchObject({ booting: 0, warm: 2 });
  });

  test('never: who waits learns of it in bounded time', async () => {
    const given = setUp({ bootLimitMs: 10_000, bootsAtOnce: 1, initial: 0, reserve: 0 });
    const pool = given.create({ driver: neverDriver(given.driver) });
    await pool.start();
    const outcome = refusal(given.lease(pool, 'a'));
    await given.clock.advance(20_000);
    expect(await outcome).toBe('SANDBOX_START');
    expect(pool.census()).toMatchObject({ booting: 0, ending: 0, queued: 0 });
  });

  test('failing: tries less and less often, recovers by itself', async () => {
    const given = setUp();
    const failing = { create: true };
    let tries = 0;
    const driver = failingDriver(given.driver, failing);
    const { create } = driver;
    driver.create = (spec, signal) => {
      tries++;
      return create(spec, signal);
    };
    const pool = given.create({ driver });
    await pool.start();
    await given.clock.advance(120_000);
    expect(tries).toBeLessThan(10);
    expect(await refusal(given.lease(pool, 'a'))).toBe('SANDBOX_START');
    failing.create = false;
    await given.clock.advance(61_000);
    expect(pool.census().warm).toBe(1);
    expect((await given.lease(pool, 'b')).session).toBe('b');
  });

  test('cannot connect: that boot failed, and nothing of it is left', async () => {
    const given = setUp({ initial: 0, reserve: 0 });
    const pool = given.create({ driver: failingDriver(given.driver, { connect: true }) });
    await pool.start();
    expect(await refusal(given.lease(pool, 'a'))).toBe('SANDBOX_UNREACHABLE');
    await given.clock.settle();
    expect(await given.driver.list()).toEqual([]);
  });

  test('cannot destroy: the sandbox counts until it is gone', async () => {
    const given = setUp({ maximum: 1 });
    const failing = { destroy: false, list: false };
    const pool = given.create({ driver: failingDriver(given.driver, failing) });
    await pool.start();
    await given.lease(pool, 'a');
    failing.destroy = true;
    await pool.release('a');
    const next = given.lease(pool, 'b');
    await given.clock.advance(60_000);
    expect(pool.census()).toMatchObject({ ending: 1, booting: 0, queued: 1 });
    failing.list = true;
    await given.clock.advance(30_000);
    Object.assign(failing, { destroy: false, list: false });
    await given.clock.advance(15_000);
    expect((await next).session).toBe('b');
  });

  test('dying: warm sandboxes that die are replaced, and no lease is given on a dead one', async () => {
    const given = setUp();
    const pool = given.create({ driver: dyingDriver(given.driver, 5000, given.clock) });
    await pool.start();
    await given.clock.advance(60_000);
    const { sandbox } = await given.lease(pool, 'a');
    expect((await given.driver.list()).find(({ id }) => id === sandbox)?.state).toBe('running');
    await pool[Symbol.asyncDispose]();
  });

  test('a store that fails: no lease, no sandbox left over', async () => {
    const { clock, create, lease, leases, driver } = setUp({ reserve: 0, initial: 0 });
    const pool = create();
    await pool.start();
    leases.broken = true;
    await expect(lease(pool, 'a')).rejects.toThrow('the disk is full');
    await clock.settle();
    expect(await driver.list()).toEqual([]);
    leases.broken = false;
    expect((await lease(pool, 'a')).session).toBe('a');
  });

  test("what carries our label and is nobody's is removed", async () => {
    const { clock, create, driver } = setUp({ reserve: 0, initial: 0 });
    const pool = create();
    await pool.start();
    await driver.create({ id: 'stranger', memoryMiB: 64, cpus: 1, processes: 64 }, never);
    await clock.advance(20_000);
    expect(await driver.list()).toEqual([]);
  });
});
