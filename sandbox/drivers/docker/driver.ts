import { networkInterfaces } from 'node:os';
import type Docker from 'dockerode';
import { z } from 'zod';
import { AppError } from '#lib/base/index.ts';
import { connectSsh } from '../../channel/ssh.ts';
import { appArmorFor } from '../../image/app-armor.ts';
import { type Artifacts, artifactsOf } from '../../image/artifacts.ts';
import { type ContainerPlan, sandboxContainer } from '../../image/container.ts';
import { isMissing, openEngine, orAborted } from '../../image/engine.ts';
import { labels } from '../../image/labels.ts';
import { ensureNetwork, type SandboxNetwork } from '../../image/network.ts';
import { rootIsReady } from '../../image/root-part.ts';
import { storeIsReady } from '../../image/store-part.ts';
import type { Channel, DriverHealth, SandboxDriver, SandboxRecord, SandboxSpec } from '../../model.ts';
import { awaitSsh } from './await-ssh.ts';
import { clientKey, type KeyPair, makeKeyPair, publicBlob } from './client-key.ts';
import { addressOf, InspectedSandbox, ListedSandbox, recordOf, stateOf } from './describe-container.ts';
import { examineHost } from './health.ts';
import { hostNameServers } from './name-servers.ts';
import type { DockerDriverOptions } from './options.ts';
import { freeUidBase } from './uid-ranges.ts';

const sshPort = 2222;
const startWithinMs = 20_000;

/** Sandboxes as system containers on a stock Docker engine. See sandbox/image for what they boot from. */
export function createDockerDriver(options: DockerDriverOptions): SandboxDriver {
  return new DockerDriver(options);
}

/** What all sandboxes of a driver have in common, found out once. */
interface Ground {
  artifacts: Artifacts;
  network: SandboxNetwork;
  key: KeyPair;
  plan: Omit<ContainerPlan, 'uidBase' | 'memoryMiB' | 'cpus' | 'processes' | 'keys' | 'labels'>;
}

class DockerDriver implements SandboxDriver {
  readonly name = 'docker';
  readonly #options: DockerDriverOptions;
  readonly #docker: Docker;
  /** Ranges given to sandboxes whose containers the engine may not list yet. */
  readonly #reserved = new Set<number>();
  #ground: Promise<Ground> | null = null;

  constructor(options: DockerDriverOptions) {
    this.#options = options;
    this.#docker = openEngine(options.engine);
  }

  async create(spec: SandboxSpec, signal: AbortSignal): Promise<SandboxRecord> {
    const ground = await orAborted(this.#prepared(), signal);
    const uidBase = await this.#reserveUids();
    try {
      return await this.#boot(spec, ground, uidBase, signal);
    } catch (error) {
      // Somebody may have removed what sandboxes boot from (npm run clean): look again before the next one.
      this.#ground = null;
      await this.destroy(spec.id);
      throw error;
    } finally {
      // From now on the container's label speaks for it.
      this.#reserved.delete(uidBase);
    }
  }

  async #boot(spec: SandboxSpec, ground: Ground, uidBase: number, signal: AbortSignal): Promise<SandboxRecord> {
    const hostKey = makeKeyPair(spec.id);
    const { memoryMiB, cpus, processes } = spec;
    const keys = { host: hostKey.private, client: ground.key.public };
    const own = {
      [labels.instance]: this.#options.instance,
      [labels.sandbox]: spec.id,
      [labels.hostKey]: publicBlob(hostKey),
    };
    const plan: ContainerPlan = { ...ground.plan, memoryMiB, cpus, processes, uidBase, keys, labels: own };
    signal.throwIfAborted();
    try {
      const container = await this.#docker.createContainer(sandboxContainer(this.#containerName(spec.id), plan));
      await container.start();
      const sandbox = InspectedSandbox.parse(await container.inspect());
      const address = addressOf(sandbox, ground.network.name);
      if (address) await this.#untilGreeted(container, address, signal);
      else await this.#refuse(container, 'exited at once');
      return { id: spec.id, state: 'running', createdAt: Date.parse(sandbox.Created) };
    } catch (error) {
      if (signal.aborted || (error instanceof Error && 'code' in error && error.code === 'SANDBOX_START')) throw error;
      throw new AppError('SANDBOX_START', String(error), { cause: error });
    }
  }

  /** Waits for sshd inside, but not longer than the container lives. */
  async #untilGreeted(container: Docker.Container, address: string, signal: AbortSignal): Promise<void> {
    const late = new AbortController();
    using _timer = this.#options.clock.after(startWithinMs, () => late.abort());
    const ended = container.wait().then(() => late.abort());
    ended.catch(() => {});
    try {
      await awaitSsh(address, sshPort, this.#options.clock, AbortSignal.any([signal, late.signal]));
    } catch {
      signal.throwIfAborted();
      await this.#refuse(container, `no answer on port ${sshPort}`);
    } finally {
      late.abort();
    }
  }

  async #refuse(container: Docker.Container, what: string): Promise<never> {
    const log = await container.logs({ stdout: true, stderr: true, tail: 5 }).catch(() => Buffer.from(''));
    // Each line of a container without a tty is preceded by a header of 8 bytes.
    const words = log.toString('utf8').replace(/[\u0000-\u0002]\u0000{3}[\s\S]{4}/g, '');
    throw new AppError('SANDBOX_START', `${what}: ${words.trim()}`);
  }

  async list(): Promise<SandboxRecord[]> {
    const { installation, instance } = this.#options;
    const found = await this.#containers({ [labels.installation]: installation, [labels.instance]: instance });
    return found.flatMap((listed) => recordOf(listed) ?? []);
  }

  async destroy(id: string): Promise<void> {
    const container = this.#docker.getContainer(this.#containerName(id));
    for (;;) {
      try {
        return await container.remove({ force: true, v: true });
      } catch (error) {
        if (isMissing(error)) return;
        // Somebody else is removing it: it is gone when the engine says so.
        if (!isConflict(error)) throw error;
        await this.#options.clock.sleep(50);
      }
    }
  }

  async connect(id: string, signal: AbortSignal): Promise<Channel> {
    const ground = await orAborted(this.#prepared(), signal);
    const sandbox = await this.#inspect(id);
    const host = addressOf(sandbox, ground.network.name);
    const hostKey = sandbox.Config.Labels[labels.hostKey];
    if (stateOf(sandbox.State.Status) !== 'running' || !host || !hostKey) {
      throw new AppError('SANDBOX_GONE', `container is ${sandbox.State.Status}, exit code ${sandbox.State.ExitCode}`);
    }
    return connectSsh({ host, port: sshPort, clientKey: ground.key.private, hostKey, signal });
  }

  health(): Promise<DriverHealth> {
    const { installation, dataFolder, store } = this.#options;
    return examineHost(this.#docker, async () => {
      const artifacts = await artifactsOf(installation, store);
      const [root, layers] = await Promise.all([
        rootIsReady(this.#docker, dataFolder, artifacts),
        storeIsReady(this.#docker, dataFolder, artifacts),
      ]);
      return { root, layers };
    });
  }

  /** Sandboxes keep running: the next process adopts them. */
  async [Symbol.asyncDispose](): Promise<void> {}

  async #inspect(id: string): Promise<InspectedSandbox> {
    try {
      return InspectedSandbox.parse(await this.#docker.getContainer(this.#containerName(id)).inspect());
    } catch (error) {
      if (isMissing(error)) throw new AppError('SANDBOX_GONE', `there is no container of ${id}`);
      throw error;
    }
  }

  #containerName(id: string): string {
    const { installation, instance } = this.#options;
    return `slipway-${installation}-${instance}-${id}`;
  }

  async #containers(wanted: Record<string, string | null>): Promise<z.infer<typeof ListedSandbox>[]> {
    const label = Object.entries(wanted).map(([name, value]) => (value === null ? name : `${name}=${value}`));
    return z.array(ListedSandbox).parse(await this.#docker.listContainers({ all: true, filters: { label } }));
  }

  /** Ranges are private per sandbox across all installations on the engine. */
  async #reserveUids(): Promise<number> {
    const listed = await this.#containers({ [labels.uidBase]: null });
    const base = freeUidBase([...listed.map((each) => Number(each.Labels[labels.uidBase])), ...this.#reserved]);
    this.#reserved.add(base);
    return base;
  }

  #prepared(): Promise<Ground> {
    this.#ground ??= this.#prepare().catch((error: unknown) => {
      this.#ground = null;
      throw error;
    });
    return this.#ground;
  }

  async #prepare(): Promise<Ground> {
    const { installation, dataFolder, store, hub, egress } = this.#options;
    const docker = this.#docker;
    const artifacts = await artifactsOf(installation, store);
    if (!(await rootIsReady(docker, dataFolder, artifacts))) {
      throw new AppError('SANDBOX_UNAVAILABLE', 'what sandboxes boot from is not made yet: npm start makes it');
    }
    // Without its layers a sandbox works; pulls only take longer.
    const shared = (await storeIsReady(docker, dataFolder, artifacts)) ? artifacts.storeVolume : null;
    const network = await ensureNetwork(docker, installation);
    const used = { ...artifacts, storeVolume: shared };
    const plan: Ground['plan'] = {
      ...{ installation, artifacts: used, network, egress, store: 'use' },
      nameServers: await hostNameServers(),
      refused: ownAddresses(),
      hub: hub && { host: hub.host ?? network.gateway, httpPort: hub.httpPort, httpsPort: hub.httpsPort },
      caPem: hub?.caPem ?? null,
      appArmor: await appArmorFor(docker),
    };
    return { artifacts: used, network, key: await clientKey(dataFolder), plan };
  }
}

const Conflict = z.object({ statusCode: z.literal(409) });
const isConflict = (error: unknown) => Conflict.safeParse(error).success;

/** The host's own IPv4 addresses: what listens on them is not for learners, also when they are public ones. */
function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return [...new Set(all.filter((each) => each.family === 'IPv4' && !each.internal).map((each) => each.address))];
}
