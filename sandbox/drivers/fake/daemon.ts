import { randomBytes } from 'node:crypto';
import { type Clock, randomId } from '#lib/base/index.ts';
import { type FakeContainer, FakeDaemonError, type FakeEvent, type FakeImage } from './daemon-model.ts';
import type { FakeFiles } from './files.ts';
import { catalogueImage } from './image-catalogue.ts';

const keptEvents = 256;

/** What `docker run` and `docker create` ask for. */
export interface FakeRunOptions {
  image: string;
  name: string;
  command: string[];
  autoRemove: boolean;
  tty: boolean;
  env: string[];
  ports: { container: number; host: number }[];
}

/** The learner daemon of a fake sandbox: asleep until the first docker command, then a few lists and their events. */
export class FakeDaemon {
  readonly images = new Map<string, FakeImage>();
  readonly containers = new Map<string, FakeContainer>();
  readonly volumes = new Map<string, { name: string; createdAt: number }>();
  readonly networks = ['bridge', 'host', 'none'].map((name) => ({ id: hexId(), name }));
  /** The newest events, as a real daemon keeps them for subscribers that come late. */
  readonly events: FakeEvent[] = [];
  readonly #subscribers = new Set<(event: FakeEvent) => void>();
  readonly #clock: Clock;
  readonly #files: FakeFiles;
  #awake = false;
  #lastNano = 0;

  constructor(clock: Clock, files: FakeFiles) {
    this.#clock = clock;
    this.#files = files;
  }

  get awake(): boolean {
    return this.#awake;
  }

  /** Starts the daemon, as socket activation does at the first connection. */
  wake(): void {
    if (this.#awake) return;
    this.#awake = true;
    this.#files.makeFolderNow('/proc/100');
    this.#files.writeNow('/run/docker.pid', Buffer.from('100'));
  }

  /** Ends the daemon; its subscribers have to notice by their connections. */
  async sleep(): Promise<void> {
    this.#awake = false;
    await this.#files.remove('/run/docker.pid');
    await this.#files.remove('/proc/100');
  }

  subscribe(subscriber: (event: FakeEvent) => void): Disposable {
    this.#subscribers.add(subscriber);
    return { [Symbol.dispose]: () => this.#subscribers.delete(subscriber) };
  }

  /** Gets an image from the fake registry. Throws the real daemon's refusal for one it does not know. */
  pull(reference: string): { image: FakeImage; fresh: boolean } {
    const image = catalogueImage(reference, this.#clock.now());
    if (!image) {
      throw new FakeDaemonError(
        404,
        `pull access denied for ${reference.split(':')[0]}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`,
      );
    }
    const existing = this.images.get(image.id);
    const fresh = !image.tags.every((tag) => existing?.tags.includes(tag));
    this.images.set(
      image.id,
      existing ? { ...existing, tags: [...new Set([...existing.tags, ...image.tags])] } : image,
    );
    this.#emit('image', 'pull', image.tags[0] ?? '', { name: image.tags[0] ?? '' });
    return { image, fresh };
  }

  /** An image by tag or (shortened) id. */
  findImage(reference: string): FakeImage | undefined {
    const tag = reference.includes(':') ? reference : `${reference}:latest`;
    return [...this.images.values()].find(
      (image) =>
        image.tags.includes(tag) ||
        (reference.length >= 4 && image.id.slice(7).startsWith(reference.replace(/^sha256:/, ''))),
    );
  }

  /** A container by name or (shortened) id. Throws 404 with the real sentence. */
  container(reference: string): FakeContainer {
    const all = [...this.containers.values()];
    const found =
      all.find(({ name, id }) => name === reference || id === reference) ??
      all.find(({ id }) => id.startsWith(reference));
    if (!found || reference === '') throw new FakeDaemonError(404, `No such container: ${reference}`);
    return found;
  }

  create(options: FakeRunOptions): FakeContainer {
    const image = this.findImage(options.image);
    if (!image) throw new FakeDaemonError(404, `No such image: ${options.image}`);
    const name = options.name || `fake_${randomId(6)}`;
    const taken = [...this.containers.values()].find((container) => container.name === name);
    if (taken) {
      throw new FakeDaemonError(
        409,
        `Conflict. The container name "/${name}" is already in use by container "${taken.id}". You have to remove (or rename) that container to be able to reuse that name.`,
      );
    }
    const container: FakeContainer = {
      ...options,
      id: hexId(),
      name,
      imageId: image.id,
      command: options.command.length > 0 ? options.command : image.command,
      state: 'created',
      exitCode: 0,
      createdAt: this.#clock.now(),
      startedAt: 0,
      finishedAt: 0,
      logs: '',
    };
    this.containers.set(container.id, container);
    this.#emitContainer('create', container);
    return container;
  }

  /**
   * Starts a container. One whose program is scripted to end has ended when this returns, its output in `logs`. Throws runc's
   * refusal for a program the image does not hold; the container stays, created, with exit code 127.
   */
  start(container: FakeContainer): void {
    if (container.state === 'running') return;
    const image = this.images.get(container.imageId);
    const [program, ...words] = container.command;
    const ownProgram = image !== undefined && program === image.command[0];
    if (!ownProgram && !image?.hasShell) {
      container.exitCode = 127;
      throw new FakeDaemonError(
        400,
        `failed to create task for container: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "${program}": executable file not found in $PATH: unknown`,
      );
    }
    const output = ownProgram
      ? image.output
      : program === 'echo'
        ? `${words.join(' ')}\n`
        : program === 'sleep'
          ? null
          : '';
    Object.assign(container, { state: 'running', startedAt: this.#clock.now() });
    this.#emitContainer('start', container);
    if (output === null) return;
    container.logs += output;
    this.#exit(container, 0);
  }

  stop(container: FakeContainer, exitCode = 143): void {
    if (container.state !== 'running') return;
    this.#exit(container, exitCode);
    this.#emitContainer('stop', container);
  }

  removeContainer(container: FakeContainer, force: boolean): void {
    if (container.state === 'running') {
      if (!force) {
        throw new FakeDaemonError(
          409,
          `cannot remove container "/${container.name}": container is running: stop the container before removing or force remove`,
        );
      }
      this.#exit(container, 137);
    }
    if (this.containers.delete(container.id)) this.#emitContainer('destroy', container);
  }

  /** Takes a tag away, and the image with its last one. Returns what the command line prints. */
  removeImage(reference: string, force: boolean): string[] {
    const image = this.findImage(reference);
    if (!image)
      throw new FakeDaemonError(404, `No such image: ${reference.includes(':') ? reference : `${reference}:latest`}`);
    const user = [...this.containers.values()].find((container) => container.imageId === image.id);
    if (user && (user.state === 'running' || !force)) {
      throw new FakeDaemonError(
        409,
        `conflict: unable to remove repository reference "${reference}" (must force) - container ${user.id.slice(0, 12)} is using its referenced image ${image.id.slice(7, 19)}`,
      );
    }
    const lines = [...image.tags.map((tag) => `Untagged: ${tag}`), `Deleted: ${image.id}`];
    this.images.delete(image.id);
    this.#emit('image', 'untag', image.id, { name: image.tags[0] ?? image.id });
    this.#emit('image', 'delete', image.id, { name: image.id });
    return lines;
  }

  #exit(container: FakeContainer, exitCode: number): void {
    Object.assign(container, { state: 'exited', exitCode, finishedAt: this.#clock.now() });
    this.#emitContainer('die', container, { exitCode: String(exitCode) });
    if (container.autoRemove) this.removeContainer(container, false);
  }

  #emitContainer(action: string, container: FakeContainer, more: Record<string, string> = {}): void {
    this.#emit('container', action, container.id, { name: container.name, image: container.image, ...more });
  }

  #emit(type: string, action: string, id: string, attributes: Record<string, string>): void {
    // A millisecond clock and several events per millisecond: each gets a later nanosecond all the same.
    this.#lastNano = Math.max(this.#clock.now() * 1e6, this.#lastNano + 1024);
    const event: FakeEvent = {
      Type: type,
      Action: action,
      Actor: { ID: id, Attributes: attributes },
      scope: 'local',
      time: Math.floor(this.#lastNano / 1e9),
      timeNano: this.#lastNano,
    };
    this.events.push(event);
    if (this.events.length > keptEvents) this.events.shift();
    for (const subscriber of this.#subscribers) subscriber(event);
  }
}

function hexId(): string {
  return randomBytes(32).toString('hex');
}
