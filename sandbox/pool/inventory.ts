import type { Channel } from '../model.ts';
import type { Lease } from './lease.ts';

/** A sandbox as the pool knows it. `channel` is open and nobody's until somebody connects. */
export type PooledSandbox =
  | { state: 'booting'; id: string; abort: AbortController }
  | { state: 'warm'; id: string; channel: Channel }
  | { state: 'leased'; id: string; channel: Channel | null; lease: Lease }
  | { state: 'ending'; id: string; busy: boolean };

type In<State extends PooledSandbox['state']> = Extract<PooledSandbox, { state: State }>;

/** Every sandbox that exists or is about to, until it is certainly gone: what the maximum counts. */
export class Inventory {
  readonly #sandboxes = new Map<string, PooledSandbox>();

  get size(): number {
    return this.#sandboxes.size;
  }

  get(id: string): PooledSandbox | undefined {
    return this.#sandboxes.get(id);
  }

  /** Adds a sandbox, or gives it another state. */
  put<S extends PooledSandbox>(sandbox: S): S {
    this.#sandboxes.set(sandbox.id, sandbox);
    return sandbox;
  }

  delete(id: string): void {
    this.#sandboxes.delete(id);
  }

  /** All in one state, oldest first. */
  in<State extends PooledSandbox['state']>(state: State): In<State>[] {
    return [...this.#sandboxes.values()].filter((sandbox): sandbox is In<State> => sandbox.state === state);
  }

  leasedTo(session: string): In<'leased'> | undefined {
    return this.in('leased').find(({ lease }) => lease.session === session);
  }
}
