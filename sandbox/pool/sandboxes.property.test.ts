import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError, silentLogger } from '#lib/base/index.ts';
import { createFakeDriver, createSandboxes, type Sandboxes } from '#sandbox/index.ts';
import { type FakeClock, fakeClock } from '#tests/support/fake-clock.ts';
import { memoryLeases } from '#tests/support/memory-leases.ts';
import { mortalProcess } from '#tests/support/mortal-process.ts';

const sessions = ['a', 'b', 'c', 'd', 'e', 'f'];
const maximum = 4;
const leaseMs = 60_000;

/** Something that happens to a pool. Numbers choose among what there is. */
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant('lease' as const), session: fc.constantFrom(...sessions) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('leave' as const), which: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('release' as const), session: fc.constantFrom(...sessions) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('renew' as const), session: fc.constantFrom(...sessions) }) },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('pass' as const), ms: fc.constantFrom(0, 50, 500, 20_000, 70_000) }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('crash' as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('resize' as const), reserve: fc.nat(5) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('trouble' as const),
      kind: fc.constantFrom('create', 'destroy', 'connect', 'list', 'store', 'none'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('kill' as const) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('stop' as const) }) },
);

/** A pool on a driver that may be told to fail, and everything needed to see what it does. */
class World {
  readonly clock: FakeClock = fakeClock();
  readonly fake = createFakeDriver({ clock: this.clock, bootMs: 100 });
  readonly leases = memoryLeases();
  readonly leaving: AbortController[] = [];
  trouble = 'none';
  most = 0;
  pool: Sandboxes;
  kill: () => void = () => undefined;

  constructor() {
    this.pool = this.#open();
  }

  async restart(): Promise<void> {
    this.pool = this.#open();
    // A process that cannot list what there is does not start; the operator tries again.
    if (this.trouble === 'list') this.trouble = 'none';
    await this.pool.start();
  }

  #open(): Sandboxes {
    const refuse = (kind: string) => {
      if (this.trouble === kind) throw new AppError('SANDBOX_UNAVAILABLE', kind);
    };
    const { fake } = this;
    const process = mortalProcess(
      {
        ...fake,
        create: async (spec, signal) => {
          refuse('create');
          const making = fake.create(spec, signal);
          this.most = Math.max(this.most, (await fake.list()).length);
          return making;
        },
        destroy: async (id) => {
          refuse('destroy');
          await fake.destroy(id);
        },
        connect: async (id, signal) => {
          refuse('connect');
          return fake.connect(id, signal);
        },
        list: async () => {
          refuse('list');
          return fake.list();
        },
      },
      this.leases,
    );
    this.kill = process.kill;
    return createSandboxes({
      driver: process.driver,
      leases: process.leases,
      clock: this.clock,
      logger: silentLogger,
      size: { memoryMiB: 64, cpus: 1, processes: 64 },
      reserve: 1,
      initial: 2,
      maximum,
      leaseMs,
      queue: 3,
      bootLimitMs: 5000,
    });
  }

  async happen(event: typeof happening extends fc.Arbitrary<infer T> ? T : never): Promise<void> {
    switch (event.what) {
      case 'lease': {
        const leaving = new AbortController();
        this.leaving.push(leaving);
        this.pool.lease(event.session, () => undefined, leaving.signal).catch(() => undefined);
        break;
      }
      case 'leave':
        this.leaving[event.which % (this.leaving.length || 1)]?.abort(new Error('left'));
        break;
      case 'release':
        void this.pool.release(event.session);
        break;
      case 'renew':
        this.pool.renew(event.session).catch(() => undefined);
        break;
      case 'pass':
        await this.clock.advance(event.ms);
        break;
      case 'crash': {
        const records = await this.fake.list();
        await this.fake.crash(records[event.which % (records.length || 1)]?.id ?? '');
        break;
      }
      case 'resize':
        this.pool.resizeReserve(event.reserve);
        break;
      case 'trouble':
        this.trouble = event.kind;
        this.leases.broken = event.kind === 'store';
        break;
      case 'kill':
        this.kill();
        await this.restart();
        break;
      case 'stop': {
        const closing = this.pool[Symbol.asyncDispose]();
        await this.clock.advance(1000);
        await closing;
        await this.restart();
      }
    }
  }

  /** What must be true at every moment. */
  check(): void {
    const stored = [...this.leases.all.values()];
    expect(new Set(stored.map(({ sandbox }) => sandbox)).size).toBe(stored.length);
    expect(this.most).toBeLessThanOrEqual(maximum);
    const { booting, warm, leased, ending } = this.pool.census();
    expect(booting + warm + leased + ending).toBeLessThanOrEqual(maximum);
  }
}

test('whatever happens: no sandbox serves two, never more than the maximum, nothing is left over', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 60 }), async (history) => {
      const world = new World();
      await world.pool.start();
      // Who had a sandbox once; nobody else may ever have it.
      const owners = new Map<string, string>();
      for (const event of history) {
        await world.happen(event);
        await world.clock.settle();
        world.check();
        for (const { sandbox, session } of world.leases.all.values()) {
          expect(owners.get(sandbox) ?? session).toBe(session);
          owners.set(sandbox, session);
        }
      }
      // Quiet returns: everybody leaves, leases run out, and nothing remains but the reserve.
      Object.assign(world, { trouble: 'none' });
      world.leases.broken = false;
      for (const leaving of world.leaving) leaving.abort(new Error('left'));
      world.pool.resizeReserve(1);
      await world.clock.advance(leaseMs * 3);
      expect(world.pool.census()).toMatchObject({ booting: 0, warm: 1, leased: 0, ending: 0, queued: 0 });
      expect(world.leases.all.size).toBe(0);
      expect((await world.fake.list()).length).toBe(1);
      await world.pool[Symbol.asyncDispose]();
      expect(await world.fake.list()).toEqual([]);
      // A killed process cannot dispose of its timers.
      if (!history.some(({ what }) => what === 'kill')) expect(world.clock.waiting).toBe(0);
    }),
    { numRuns: 300 },
  );
}, 60_000);
