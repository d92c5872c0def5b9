import { codeOf, type Logger } from '../base/index.ts';
import { emptyObservation, type Observation, type ObservedContainer } from '../check/model.ts';
import type { PictureChange, PictureView } from './model.ts';
import { pictureOf } from './picture-of.ts';

/** Containers whose changes are asked for, newest first. */
const most = 80;

/** Asks for what a container changed; null when it is gone. */
export type AskChanges = (container: string, signal: AbortSignal) => Promise<PictureChange[] | null>;

/**
 * The picture of one sandbox for whoever looks. While nobody does it costs nothing: the daemon is asked what containers changed only
 * for somebody, and only once for each time something happened to a container.
 */
export class LivePicture implements Disposable {
  readonly #askChanges: AskChanges;
  readonly #logger: Logger;
  readonly #listeners = new Set<(picture: PictureView) => void>();
  readonly #known = new Map<string, { seen: string; changes: readonly PictureChange[] }>();
  readonly #stop = new AbortController();
  #observation: Observation = emptyObservation(0);
  #shown = '';
  #asking = false;

  constructor(askChanges: AskChanges, logger: Logger) {
    this.#askChanges = askChanges;
    this.#logger = logger;
  }

  /** Tells `listener` the picture now and whenever it changes, until disposed. */
  look(listener: (picture: PictureView) => void): Disposable {
    this.#listeners.add(listener);
    listener(this.#picture());
    void this.#askAll();
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  observed(observation: Observation): void {
    this.#observation = observation;
    const present = new Set(observation.containers.map(({ id }) => id));
    for (const id of this.#known.keys()) if (!present.has(id)) this.#known.delete(id);
    this.#show();
    void this.#askAll();
  }

  [Symbol.dispose](): void {
    this.#stop.abort();
    this.#listeners.clear();
  }

  #picture(): PictureView {
    return pictureOf(this.#observation, new Map([...this.#known].map(([id, { changes }]) => [id, changes])));
  }

  #show(): void {
    if (this.#listeners.size === 0) return;
    const picture = this.#picture();
    const shown = JSON.stringify(picture);
    if (shown === this.#shown) return;
    this.#shown = shown;
    for (const listener of this.#listeners) listener(picture);
  }

  /** Asks about one container after another until nothing is new. */
  async #askAll(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      for (let next = this.#next(); next; next = this.#next()) {
        const changes = await this.#askChanges(next.id, this.#stop.signal);
        this.#known.set(next.id, { seen: next.seen, changes: changes ?? [] });
        this.#show();
      }
    } catch (error) {
      // The machine or its daemon is going; the next observation asks again.
      if (codeOf(error) === 'INTERNAL' && !this.#stop.signal.aborted) {
        this.#logger.warn({ err: error }, 'Changes of a container could not be asked for');
      }
    } finally {
      this.#asking = false;
    }
  }

  #next(): { id: string; seen: string } | null {
    const { daemon, containers } = this.#observation;
    if (this.#listeners.size === 0 || daemon !== 'up' || this.#stop.signal.aborted) return null;
    const newest = [...containers].sort((a, b) => b.createdAt - a.createdAt).slice(0, most);
    for (const container of newest) {
      const seen = this.#seen(container);
      if (this.#known.get(container.id)?.seen !== seen) return { id: container.id, seen };
    }
    return null;
  }

  /** Changes with everything the daemon reported of a container: started, ended, a command run inside it. */
  #seen({ id, state, startedAt, finishedAt }: ObservedContainer): string {
    const last = this.#observation.events.findLast((event) => event.id === id);
    return `${state} ${startedAt} ${finishedAt} ${last?.action ?? ''} ${last?.at ?? 0}`;
  }
}
