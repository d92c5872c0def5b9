import { type Clock, codeOf, type Logger } from '#lib/base/index.ts';
import {
  type HttpQuestion,
  httpKey,
  type Observation,
  type ObservedChange,
  type ObservedContainer,
  type Wants,
} from '#lib/check/model.ts';
import type { Channel } from '../model.ts';
import { ContainerChanges } from './answers.ts';
import { askHttp } from './ask-http.ts';
import { logText } from './container-log.ts';
import type { DaemonClient } from './daemon-client.ts';
import { listens } from './listens.ts';
import { observeSwarm } from './observe-swarm.ts';

/** After a sign of life, looked again so many ms later each time; then not any more until the next one. */
const againMs: readonly number[] = [1000, 2000, 4000, 8000, 16_000, 30_000];
/** Between two looks, at least. */
const restMs = 400;
/** Containers whose logs and changes are looked at: the newest ones. */
const most = 10;
const mostChanges = 2000;
const changeWords = ['changed', 'added', 'deleted'] as const;

/** The part of an observation that nothing announces, so that it has to be looked for. */
export type ProbeState = Pick<Observation, 'logs' | 'changes' | 'http' | 'listening' | 'swarm'>;

/**
 * Looks at what no event announces: logs, changed paths, web servers, ports, the swarm; each only when a check wants it. Looks when
 * the sandbox shows signs of life and a few times after that, never while it is idle.
 */
export class Probes implements Disposable {
  readonly #parts: { channel: Channel; client: DaemonClient; clock: Clock; logger: Logger };
  readonly #wants: Wants;
  readonly #changed: () => void;
  readonly #stop = new AbortController();
  /** Ended containers that were looked at since they ended, by kind and id, with the moment they ended. */
  readonly #settled = new Map<string, number>();
  #state: ProbeState = { logs: {}, changes: {}, http: {}, listening: {}, swarm: null };
  #containers: readonly ObservedContainer[] = [];
  #up = false;
  #round = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #timer: Disposable | null = null;
  #looking: Promise<void> | null = null;

  /** `changed` is called when something else is seen than before. */
  constructor(
    wants: Wants,
    parts: { channel: Channel; client: DaemonClient; clock: Clock; logger: Logger },
    changed: () => void,
  ) {
    this.#wants = wants;
    this.#parts = parts;
    this.#changed = changed;
  }

  get state(): ProbeState {
    return this.#state;
  }

  /** Says what the daemon shows now. */
  note(containers: readonly ObservedContainer[], up: boolean): void {
    this.#containers = containers;
    this.#up = up;
  }

  /** A sign of life: looks soon, and again a few times. */
  wake(): void {
    if (!this.wanted) return;
    this.#round = 0;
    this.#plan(Math.max(0, this.#lookedAt + restMs - this.#parts.clock.now()));
  }

  /** Looks now, at everything; resolves when that is done. Does not call `changed`. */
  async look(): Promise<void> {
    if (!this.wanted || this.#stop.signal.aborted) return;
    while (this.#looking) await this.#looking;
    await this.#look(true, () => undefined);
  }

  [Symbol.dispose](): void {
    this.#stop.abort();
    this.#timer?.[Symbol.dispose]();
  }

  /** False when no check wants any of this: then nothing is ever looked at. */
  get wanted(): boolean {
    const { logs, changes, swarm, http, ports } = this.#wants;
    return logs || changes || swarm || http.length > 0 || ports.length > 0;
  }

  #plan(waitMs: number): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = this.#parts.clock.after(waitMs, () => void this.#turn());
  }

  async #turn(): Promise<void> {
    // A look under way may have begun before the sign of life.
    while (this.#looking) await this.#looking;
    if (this.#stop.signal.aborted) return;
    const round = this.#round++;
    await this.#look(round === 0, this.#changed);
    const waitMs = againMs[round];
    if (waitMs !== undefined && this.#round === round + 1 && !this.#stop.signal.aborted) this.#plan(waitMs);
  }

  #look(all: boolean, changed: () => void): Promise<void> {
    this.#lookedAt = this.#parts.clock.now();
    const { http, ports, swarm, logs, changes } = this.#wants;
    const questions = http.filter((question) => all || !this.#answeredWell(question));
    const work = [
      ...questions.map((question) => this.#ask(question, changed)),
      ...ports.map((port) => this.#listen(port, changed)),
      ...(swarm ? [this.#lookAtSwarm(changed)] : []),
      ...(logs ? [this.#each('logs', changed, (container) => this.#log(container))] : []),
      ...(changes ? [this.#each('changes', changed, (container) => this.#diff(container))] : []),
    ];
    const looking = Promise.all(work.map((part) => part.catch((error: unknown) => this.#failed(error)))).then(() => {
      this.#looking = null;
    });
    this.#looking = looking;
    return looking;
  }

  #failed(error: unknown): void {
    const { signal } = this.#stop;
    const expected = ['SANDBOX_UNREACHABLE', 'DAEMON_UNREACHABLE'].includes(codeOf(error));
    if (!signal.aborted && !expected) this.#parts.logger.warn({ err: error }, 'A sandbox could not be probed');
  }

  #answeredWell(question: HttpQuestion): boolean {
    const answer = this.#state.http[httpKey(question)];
    return answer !== null && answer !== undefined && answer.status < 400;
  }

  #set<Key extends keyof ProbeState>(key: Key, value: ProbeState[Key], changed: () => void): void {
    if (this.#stop.signal.aborted || JSON.stringify(this.#state[key]) === JSON.stringify(value)) return;
    this.#state = { ...this.#state, [key]: value };
    changed();
  }

  async #ask(question: HttpQuestion, changed: () => void): Promise<void> {
    const answer = await askHttp(this.#parts.channel, question, this.#stop.signal);
    this.#set('http', { ...this.#state.http, [httpKey(question)]: answer }, changed);
  }

  async #listen(port: number, changed: () => void): Promise<void> {
    const open = await listens(this.#parts.channel, port, this.#parts.clock, this.#stop.signal);
    this.#set('listening', { ...this.#state.listening, [port]: open }, changed);
  }

  async #lookAtSwarm(changed: () => void): Promise<void> {
    if (this.#up) this.#set('swarm', await observeSwarm(this.#parts.client, this.#stop.signal), changed);
  }

  async #each<Key extends 'logs' | 'changes'>(
    key: Key,
    changed: () => void,
    look: (container: ObservedContainer) => Promise<ProbeState[Key][string] | null>,
  ): Promise<void> {
    if (!this.#up) return;
    const newest = [...this.#containers].sort((a, b) => b.createdAt - a.createdAt).slice(0, most);
    const found = await Promise.all(
      newest.map(async (container) => {
        const { id, state, finishedAt } = container;
        // What an ended container has printed stays as it is; its files do not, for docker cp reaches them.
        const ended = key === 'logs' && (state === 'exited' || state === 'dead');
        const known = this.#state[key][id];
        if (ended && known !== undefined && this.#settled.get(`${key} ${id}`) === finishedAt)
          return [id, known] as const;
        const seen = await look(container);
        if (ended) this.#settled.set(`${key} ${id}`, finishedAt);
        return seen === null ? null : ([id, seen] as const);
      }),
    );
    const entries = Object.fromEntries(found.filter((each) => each !== null));
    this.#set(key, entries as ProbeState[Key], changed);
  }

  async #log({ id, tty }: ObservedContainer): Promise<string | null> {
    const path = `/containers/${id}/logs?stdout=1&stderr=1&tail=200`;
    const bytes = await this.#parts.client.bytes(path, this.#stop.signal);
    return bytes === null ? null : logText(bytes, tty);
  }

  async #diff({ id }: ObservedContainer): Promise<ObservedChange[] | null> {
    const changes = await this.#parts.client.get(`/containers/${id}/changes`, ContainerChanges, this.#stop.signal);
    return (changes ?? [])
      .slice(0, mostChanges)
      .map(({ Path, Kind }) => ({ path: Path, change: changeWords[Kind] ?? 'changed' }));
  }
}
