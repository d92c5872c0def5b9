import type { Observation, ObservedContainer } from '#lib/check/model.ts';
import {
  ContainerDetails,
  ContainerList,
  type DaemonEvent,
  ImageDetails,
  ImageHistory,
  ImageList,
  NetworkList,
  VolumeList,
} from './answers.ts';
import type { DaemonClient } from './daemon-client.ts';
import { observedContainer } from './observed-container.ts';
import { observedImage } from './observed-image.ts';

/** Objects of one kind that are looked at, at most. A learner with more of them has other troubles. */
const most = 500;

/** The part of an observation that comes from the daemon's lists. */
export type DaemonState = Pick<Observation, 'containers' | 'images' | 'networks' | 'volumes'>;

/** What a daemon holds: lists are asked for each time, objects are inspected only when they are new or an event named them. */
export class Snapshot {
  readonly #client: DaemonClient;
  readonly #containers = new Map<string, { seen: string; details: ContainerDetails }>();
  readonly #images = new Map<string, ImageDetails>();
  readonly #histories = new Map<string, string[]>();
  readonly #changed = new Set<string>();
  readonly #history: boolean;

  /** `history`: whether images come with theirs. */
  constructor(client: DaemonClient, history = false) {
    this.#client = client;
    this.#history = history;
  }

  /** Takes note of what an event says has changed. */
  note({ Type, Actor }: DaemonEvent): void {
    if (Type === 'container') this.#changed.add(Actor.ID);
    const container = Type === 'network' ? Actor.Attributes.container : undefined;
    if (container) this.#changed.add(container);
  }

  /** Forgets everything, as after a stretch in which events may have been missed. */
  forget(): void {
    this.#containers.clear();
    this.#images.clear();
    this.#changed.clear();
  }

  /** Looks now. Rejects with DAEMON_UNREACHABLE. */
  async take(signal: AbortSignal): Promise<DaemonState> {
    const [containers, images, networks, volumes] = await Promise.all([
      this.#takeContainers(signal),
      this.#takeImages(signal),
      this.#client.get('/networks', NetworkList, signal),
      this.#client.get('/volumes', VolumeList, signal),
    ]);
    return {
      containers,
      images,
      networks: (networks ?? []).slice(0, most).map(({ Id, Name, Driver }) => ({
        id: Id,
        name: Name,
        driver: Driver,
        containers: containers
          .filter((container) => isUp(container) && container.networks.includes(Name))
          .map(({ name }) => name),
      })),
      volumes: (volumes?.Volumes ?? [])
        .slice(0, most)
        .map(({ Name, Driver, CreatedAt }) => ({ name: Name, driver: Driver, createdAt: CreatedAt })),
    };
  }

  async #takeContainers(signal: AbortSignal): Promise<ObservedContainer[]> {
    const changed = new Set(this.#changed);
    this.#changed.clear();
    const list = ((await this.#client.get('/containers/json?all=1', ContainerList, signal)) ?? []).slice(0, most);
    const inspected = list.map(async ({ Id, Image, Names, State, Status }) => {
      // Events name most changes; the list shows the rest.
      const seen = JSON.stringify([Names, State, Status.replace(/\d+ \w+/g, '')]);
      const known = this.#containers.get(Id);
      const details =
        known?.seen === seen && !changed.has(Id)
          ? known.details
          : await this.#client.get(`/containers/${Id}/json`, ContainerDetails, signal);
      // Removed between the two questions.
      if (!details) return null;
      this.#containers.set(Id, { seen, details });
      return observedContainer(details, Image);
    });
    const containers = await Promise.all(inspected);
    const present = new Set(list.map(({ Id }) => Id));
    for (const id of this.#containers.keys()) if (!present.has(id)) this.#containers.delete(id);
    return containers.filter((container) => container !== null);
  }

  async #takeImages(signal: AbortSignal): Promise<Observation['images']> {
    const list = ((await this.#client.get('/images/json', ImageList, signal)) ?? []).slice(0, most);
    const inspected = list.map(async (summary) => {
      const details =
        this.#images.get(summary.Id) ?? (await this.#client.get(`/images/${summary.Id}/json`, ImageDetails, signal));
      if (!details) return null;
      this.#images.set(summary.Id, details);
      return observedImage(summary, details, await this.#historyOf(summary.Id, signal));
    });
    const images = await Promise.all(inspected);
    const present = new Set(list.map(({ Id }) => Id));
    for (const id of this.#images.keys()) if (!present.has(id)) this.#images.delete(id);
    for (const id of this.#histories.keys()) if (!present.has(id)) this.#histories.delete(id);
    return images.filter((image) => image !== null);
  }

  /** An image never changes, so its history is asked for once. */
  async #historyOf(id: string, signal: AbortSignal): Promise<string[]> {
    if (!this.#history) return [];
    const known = this.#histories.get(id);
    if (known) return known;
    const entries = (await this.#client.get(`/images/${id}/history`, ImageHistory, signal)) ?? [];
    const history = entries.map(({ CreatedBy }) => CreatedBy);
    this.#histories.set(id, history);
    return history;
  }
}

function isUp({ state }: ObservedContainer): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting';
}
