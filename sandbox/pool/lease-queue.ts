import { AppError } from '#lib/base/index.ts';
import type { Lease } from './lease.ts';

/** One session's place in line. Several callers of one session wait on the same ticket. */
export class Ticket {
  readonly session: string;
  /** Boots that failed while this ticket was the first in line. */
  failures = 0;
  readonly #promise: Promise<Lease>;
  readonly #listeners = new Set<(position: number) => void>();
  #settle: { resolve: (lease: Lease) => void; reject: (error: unknown) => void };
  #position = 0;

  constructor(session: string) {
    this.session = session;
    const { promise, resolve, reject } = Promise.withResolvers<Lease>();
    this.#promise = promise;
    this.#settle = { resolve, reject };
    // Whoever waits hears of it; a ticket nobody waits on any more may fail in silence.
    promise.catch(() => undefined);
  }

  /** True while somebody waits. */
  get wanted(): boolean {
    return this.#listeners.size > 0;
  }

  resolve(lease: Lease): void {
    this.#settle.resolve(lease);
  }

  reject(error: unknown): void {
    this.#settle.reject(error);
  }

  /** Tells the waiting their place, when it changed. */
  tell(position: number): void {
    if (position === this.#position) return;
    this.#position = position;
    for (const listener of this.#listeners) listener(position);
  }

  /** Waits for the lease. Aborting gives this caller's place up; `abandoned` is called when it was the last one's. */
  async wait(queued: (position: number) => void, signal: AbortSignal, abandoned: () => void): Promise<Lease> {
    signal.throwIfAborted();
    const listener = (position: number) => queued(position);
    this.#listeners.add(listener);
    if (this.#position > 0) queued(this.#position);
    const aborted = Promise.withResolvers<never>();
    const abort = () => {
      this.#listeners.delete(listener);
      aborted.reject(signal.reason);
      if (!this.wanted) abandoned();
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await Promise.race([this.#promise, aborted.promise]);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }
}

/** First come, first served. */
export class LeaseQueue {
  readonly #places: number;
  #tickets: Ticket[] = [];

  /** `places`: how many may wait; the next is refused with SANDBOX_CAPACITY. */
  constructor(places: number) {
    this.#places = places;
  }

  get length(): number {
    return this.#tickets.length;
  }

  get first(): Ticket | undefined {
    return this.#tickets[0];
  }

  has(ticket: Ticket): boolean {
    return this.#tickets.includes(ticket);
  }

  add(ticket: Ticket): void {
    this.#tickets.push(ticket);
  }

  /** Back to where it was taken from. */
  addFirst(ticket: Ticket): void {
    this.#tickets.unshift(ticket);
  }

  remove(ticket: Ticket): void {
    this.#tickets = this.#tickets.filter((other) => other !== ticket);
  }

  /** Refuses the latest comers for whom there is no place. The first `served` are being served already and need none. */
  refuseBeyond(served: number): Ticket[] {
    const refused = this.#tickets.splice(served + this.#places);
    for (const ticket of refused) ticket.reject(new AppError('SANDBOX_CAPACITY'));
    return refused;
  }

  /** Tells everybody behind the first `served` their place, from 1. */
  tellPlaces(served: number): void {
    this.#tickets.slice(served).forEach((ticket, index) => {
      ticket.tell(index + 1);
    });
  }
}
