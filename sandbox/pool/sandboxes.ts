import { AppError, codeOf, randomId } from '#lib/base/index.ts';
import type { Channel } from '../model.ts';
import { adoptLeases } from './adopt.ts';
import { BackOff } from './back-off.ts';
import { bootSandbox } from './boot.ts';
import { Inventory, type PooledSandbox } from './inventory.ts';
import type { Lease, LeaseEnd } from './lease.ts';
import { LeaseQueue, Ticket } from './lease-queue.ts';
import { type Census, poolDefaults, type SandboxesOptions } from './options.ts';

/** Boots that may fail before the first in line is told so. */
const patience = 2;

/**
 * The pool: sandboxes ready or in use, under a maximum. Warm sandboxes are anonymous and already connected; a lease makes one a
 * session's until it is released, expires or dies, and then it is destroyed: no sandbox ever serves two sessions.
 * Boots for waiting people come first; the reserve is refilled one at a time, only while nobody waits, and slower after failures.
 */
export class Sandboxes implements AsyncDisposable {
  readonly #options: SandboxesOptions & typeof poolDefaults;
  readonly #inventory = new Inventory();
  readonly #queue: LeaseQueue;
  readonly #tickets = new Map<string, Ticket>();
  readonly #backOff: BackOff;
  readonly #work = new Set<Promise<unknown>>();
  #reserve: number;
  #asked = false;
  #running = false;
  #sweepTimer: Disposable | null = null;

  constructor(options: SandboxesOptions) {
    this.#options = { ...poolDefaults, ...options };
    this.#reserve = options.reserve;
    this.#queue = new LeaseQueue(this.#options.queue);
    this.#backOff = new BackOff(options.clock, () => this.#pump());
  }

  /**
   * Adopts what an earlier process left: sandboxes with a valid lease keep running for their sessions. All others are destroyed,
   * warm ones too: nothing tells a warm sandbox from one whose session was over when the process died. Then fills the reserve.
   */
  async start(): Promise<{ adopted: number; destroyed: number }> {
    const { driver, leases, clock, logger } = this.#options;
    const { adopted, orphans } = await adoptLeases(driver, leases, clock.now());
    for (const lease of adopted) this.#inventory.put({ state: 'leased', id: lease.sandbox, channel: null, lease });
    this.#running = true;
    await Promise.all(orphans.map((id) => this.#end(this.#inventory.put({ state: 'ending', id, busy: false }))));
    if (adopted.length + orphans.length > 0)
      logger.info({ adopted: adopted.length, destroyed: orphans.length }, 'Adopted sandboxes');
    this.#armSweep();
    this.#pump();
    return { adopted: adopted.length, destroyed: orphans.length };
  }

  /**
   * The session's sandbox: the one it holds, else a fresh lease as soon as there is one. `queued` is told the place in line
   * (from 1) while it waits. Rejects with SANDBOX_CAPACITY, SANDBOX_START or what else the driver says; with the signal's reason when aborted.
   */
  async lease(session: string, queued: (position: number) => void, signal: AbortSignal): Promise<Lease> {
    signal.throwIfAborted();
    const held = this.#tickets.has(session) ? undefined : this.#inventory.leasedTo(session);
    if (held && (await this.#isAlive(held))) {
      await this.renew(session);
      return { ...held.lease };
    }
    signal.throwIfAborted();
    this.#asked = true;
    const ticket = this.#tickets.get(session) ?? this.#enqueue(session);
    const waiting = ticket.wait(queued, signal, () => this.#abandon(ticket));
    this.#pump();
    return waiting;
  }

  /** Moves the lease's end away; the new end, or null when the session holds none. */
  async renew(session: string): Promise<number | null> {
    const held = this.#inventory.leasedTo(session);
    if (!held) return null;
    held.lease = { ...held.lease, expiresAt: this.#options.clock.now() + this.#options.leaseMs };
    await this.#options.leases.put(held.lease);
    // It may have ended while that was written.
    if (this.#inventory.get(held.id) === held) return held.lease.expiresAt;
    await this.#options.leases.remove(held.id);
    return null;
  }

  /** Gives the session's sandbox, or its place in line, back. Succeeds when there is neither. Returns once the lease is gone. */
  async release(session: string): Promise<void> {
    const ticket = this.#tickets.get(session);
    if (ticket && this.#queue.has(ticket)) {
      this.#drop(ticket);
      ticket.reject(new AppError('SESSION_ENDED'));
      this.#pump();
    } else if (ticket) {
      await ticket
        .wait(
          () => undefined,
          new AbortController().signal,
          () => undefined,
        )
        .catch(() => undefined);
    }
    const held = this.#inventory.leasedTo(session);
    if (held) await this.#endLease(held, 'released');
  }

  /** A channel into a leased sandbox: the one that is open already, else a new one. Rejects as the driver does, or with SANDBOX_GONE. */
  async connect(sandbox: string, signal: AbortSignal): Promise<Channel> {
    const held = this.#inventory.get(sandbox);
    if (held?.state !== 'leased') throw new AppError('SANDBOX_GONE', sandbox);
    const { channel } = held;
    held.channel = null;
    if (channel) return channel;
    try {
      return await this.#options.driver.connect(sandbox, signal);
    } catch (error) {
      if (codeOf(error) === 'SANDBOX_GONE') await this.#endLease(held, 'gone');
      throw error;
    }
  }

  /** Keeps so many warm from now on. */
  resizeReserve(reserve: number): void {
    this.#reserve = reserve;
    this.#asked = true;
    this.#pump();
  }

  census(): Census {
    const count = (state: PooledSandbox['state']) => this.#inventory.in(state).length;
    return {
      booting: count('booting'),
      warm: count('warm'),
      leased: count('leased'),
      ending: count('ending'),
      queued: this.#queue.length,
      reserve: this.#target,
      maximum: this.#options.maximum,
    };
  }

  /**
   * One round of the reaper: ends expired leases, notices sandboxes that died, destroys what carries our label and is nobody's,
   * and tries again what could not be destroyed. Never rejects.
   */
  async sweep(): Promise<void> {
    const { driver, clock, logger } = this.#options;
    const before = new Set([...this.#inventory.in('warm'), ...this.#inventory.in('leased')]);
    try {
      const records = await driver.list();
      const running = new Set(records.filter(({ state }) => state === 'running').map(({ id }) => id));
      const strangers = records.filter(({ id }) => !this.#inventory.get(id));
      for (const { id } of strangers) this.#inventory.put({ state: 'ending', id, busy: false });
      // Only what stood in the same state before the list was asked for: one that came since cannot be in it.
      for (const sandbox of before) {
        if (this.#inventory.get(sandbox.id) === sandbox && !running.has(sandbox.id)) this.#lost(sandbox);
      }
    } catch (error) {
      logger.warn({ err: error }, 'The sandboxes could not be listed');
    }
    const expired = this.#inventory.in('leased').filter(({ lease }) => lease.expiresAt <= clock.now());
    await Promise.all([
      ...expired.map((sandbox) => this.#endLease(sandbox, 'expired')),
      ...this.#inventory.in('ending').map((sandbox) => this.#end(sandbox)),
    ]);
    this.#pump();
  }

  /** Stops serving. Leased sandboxes stay, for the next process to adopt; all others are destroyed. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#running = false;
    this.#sweepTimer?.[Symbol.dispose]();
    this.#backOff[Symbol.dispose]();
    for (const ticket of this.#tickets.values()) {
      if (!this.#queue.has(ticket)) continue;
      this.#drop(ticket);
      ticket.reject(new AppError('SESSION_ENDED', 'the server is stopping'));
    }
    for (const { abort } of this.#inventory.in('booting'))
      abort.abort(new AppError('SESSION_ENDED', 'the server is stopping'));
    for (const sandbox of this.#inventory.in('warm')) this.#track(this.#end(sandbox));
    for (const { channel } of this.#inventory.in('leased')) await channel?.[Symbol.asyncDispose]();
    while (this.#work.size > 0) await Promise.allSettled(this.#work);
  }

  get #target(): number {
    return this.#asked ? this.#reserve : this.#options.initial;
  }

  /** Brings what is there and what is wanted together. Called after every change; never waits. */
  #pump(): void {
    if (!this.#running) return;
    for (const sandbox of this.#inventory.in('warm')) {
      const ticket = this.#queue.first;
      if (!ticket) break;
      this.#queue.remove(ticket);
      this.#track(this.#hand(sandbox, ticket));
    }
    const booting = () => this.#inventory.in('booting').length;
    const room = () => this.#options.maximum - this.#inventory.size;
    while (booting() < Math.min(this.#queue.length, this.#options.bootsAtOnce) && room() > 0) this.#boot();
    if (this.#queue.length === 0) {
      const warm = this.#inventory.in('warm');
      for (const surplus of warm.slice(0, Math.max(0, warm.length - this.#target))) this.#track(this.#end(surplus));
      if (warm.length < this.#target && booting() === 0 && room() > 0 && !this.#backOff.waiting) this.#boot();
    }
    const served = Math.min(this.#queue.length, booting() + Math.max(0, room()));
    for (const refused of this.#queue.refuseBeyond(served)) this.#tickets.delete(refused.session);
    this.#queue.tellPlaces(served);
  }

  #boot(): void {
    const { driver, size, bootLimitMs, clock, logger } = this.#options;
    const id = randomId(12);
    const booting = this.#inventory.put({ state: 'booting', id, abort: new AbortController() });
    const since = clock.now();
    const booted = (channel: Channel) => {
      this.#backOff.reset();
      const warm = this.#inventory.put({ state: 'warm', id, channel });
      void channel.closed.then(() => this.#channelClosed(id, channel));
      logger.debug({ sandbox: id, ms: clock.now() - since }, 'A sandbox is warm');
      if (!this.#running) return this.#end(warm);
      this.#pump();
    };
    const failed = async (error: unknown) => {
      if (this.#running) {
        logger.warn({ sandbox: id, err: error }, 'A sandbox did not start');
        this.#backOff.failed();
        this.#blame(error);
      }
      await this.#end(booting);
    };
    this.#track(bootSandbox(driver, { id, ...size }, bootLimitMs, clock, booting.abort.signal).then(booted, failed));
  }

  /** Those who wait learn of boots that fail, one after another, instead of waiting for ever. */
  #blame(error: unknown): void {
    const { first } = this.#queue;
    if (!first || ++first.failures < patience) return;
    this.#drop(first);
    first.reject(error);
  }

  async #hand(warm: Extract<PooledSandbox, { state: 'warm' }>, ticket: Ticket): Promise<void> {
    const { clock, leaseMs, leases } = this.#options;
    const now = clock.now();
    const lease: Lease = { sandbox: warm.id, session: ticket.session, createdAt: now, expiresAt: now + leaseMs };
    const held = this.#inventory.put({ state: 'leased', id: warm.id, channel: warm.channel, lease });
    try {
      await leases.put(lease);
    } catch (error) {
      this.#tickets.delete(ticket.session);
      ticket.reject(error);
      await this.#endLease(held, 'gone').catch(() => undefined);
      return;
    }
    this.#tickets.delete(ticket.session);
    if (this.#inventory.get(held.id) !== held) {
      // It died in the meantime: nobody has seen it, so the same ticket may try another.
      await leases.remove(held.id);
      this.#tickets.set(ticket.session, ticket);
      this.#queue.addFirst(ticket);
      this.#pump();
    } else if (ticket.wanted) {
      ticket.resolve({ ...held.lease });
    } else {
      await this.#endLease(held, 'released');
    }
  }

  #channelClosed(id: string, channel: Channel): void {
    const sandbox = this.#inventory.get(id);
    if (sandbox?.state === 'warm') this.#lost(sandbox);
    else if (sandbox?.state === 'leased' && sandbox.channel === channel) sandbox.channel = null;
  }

  #lost(sandbox: Extract<PooledSandbox, { state: 'warm' | 'leased' }>): void {
    this.#options.logger.warn({ sandbox: sandbox.id, state: sandbox.state }, 'A sandbox ended by itself');
    this.#track(sandbox.state === 'leased' ? this.#endLease(sandbox, 'gone') : this.#end(sandbox));
  }

  async #endLease(held: Extract<PooledSandbox, { state: 'leased' }>, why: LeaseEnd): Promise<void> {
    if (this.#inventory.get(held.id) !== held) return;
    this.#track(this.#end(held));
    this.#options.ended?.(held.lease, why);
    await this.#options.leases.remove(held.id);
  }

  /** Destroys a sandbox; it counts until that has succeeded. Never rejects: the next sweep tries again. */
  async #end(sandbox: PooledSandbox): Promise<void> {
    if (this.#inventory.get(sandbox.id) !== sandbox || (sandbox.state === 'ending' && sandbox.busy)) return;
    const ending: Extract<PooledSandbox, { state: 'ending' }> = { state: 'ending', id: sandbox.id, busy: true };
    this.#inventory.put(ending);
    try {
      if ((sandbox.state === 'warm' || sandbox.state === 'leased') && sandbox.channel)
        await sandbox.channel[Symbol.asyncDispose]();
      await this.#options.driver.destroy(sandbox.id);
      this.#inventory.delete(sandbox.id);
    } catch (error) {
      ending.busy = false;
      this.#options.logger.warn({ sandbox: sandbox.id, err: error }, 'A sandbox could not be destroyed yet');
    }
    this.#pump();
  }

  async #isAlive(held: Extract<PooledSandbox, { state: 'leased' }>): Promise<boolean> {
    const records = await this.#options.driver.list().catch(() => null);
    if (records && !records.some(({ id, state }) => id === held.id && state === 'running'))
      await this.#endLease(held, 'gone');
    return this.#inventory.get(held.id) === held;
  }

  #enqueue(session: string): Ticket {
    const ticket = new Ticket(session);
    this.#tickets.set(session, ticket);
    this.#queue.add(ticket);
    return ticket;
  }

  #abandon(ticket: Ticket): void {
    if (ticket.wanted || !this.#queue.has(ticket)) return;
    this.#drop(ticket);
    this.#pump();
  }

  #drop(ticket: Ticket): void {
    this.#queue.remove(ticket);
    this.#tickets.delete(ticket.session);
  }

  #armSweep(): void {
    this.#sweepTimer = this.#options.clock.after(this.#options.sweepMs, () => {
      this.#track(
        this.sweep().then(() => {
          if (this.#running) this.#armSweep();
        }),
      );
    });
  }

  #track(work: Promise<unknown>): void {
    const tracked: Promise<unknown> = work
      .catch((error: unknown) => this.#options.logger.error({ err: error }, 'The pool failed at something'))
      .finally(() => this.#work.delete(tracked));
    this.#work.add(tracked);
  }
}
