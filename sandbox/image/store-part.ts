import type Docker from 'dockerode';
import { randomId, type SetupPart } from '#lib/base/index.ts';
import { appArmorFor } from './app-armor.ts';
import type { Artifacts, StoreContent } from './artifacts.ts';
import { awaitBoot } from './await-boot.ts';
import { type HubAddress, sandboxContainer } from './container.ts';
import { enterSandbox } from './container-exec.ts';
import { makeVolume, removeVolume, volumeBirth } from './engine.ts';
import { labels } from './labels.ts';
import { Marks } from './marks.ts';
import { ensureNetwork, type SandboxNetwork } from './network.ts';
import { removeOld } from './remove-old.ts';
import { storeSeed } from './store-seed.ts';

/** The stand-in hub, open for as long as the store is being filled. */
export interface OpenHub extends AsyncDisposable {
  address: HubAddress;
  caPem: string;
}

/** The golden store: which images, whose parts come first, and how to reach the hub they are pulled from. */
export interface StoreOptions extends StoreContent {
  needs: readonly string[];
  openHub(network: SandboxNetwork): Promise<OpenHub>;
}

/** True when there is nothing to share, or the volume exists and was filled to its end. */
export async function storeIsReady(docker: Docker, dataFolder: string, artifacts: Artifacts): Promise<boolean> {
  if (!artifacts.storeVolume) return true;
  const born = await volumeBirth(docker, artifacts.storeVolume);
  return born !== null && new Marks(dataFolder).has(artifacts.storeVolume, born);
}

/** Pulls the lesson images once, in a sandbox of its own, whose engine writes through the id map straight into the shared volume. */
export function storePart(options: {
  docker: Docker;
  installation: string;
  dataFolder: string;
  artifacts: Artifacts;
  store: StoreOptions;
}): SetupPart {
  const { docker, installation, dataFolder, artifacts, store } = options;
  return {
    id: 'sandbox-store',
    title: 'Shared image layers',
    needs: ['sandbox-root', ...store.needs],
    fresh: () => storeIsReady(docker, dataFolder, artifacts),
    async run(report, signal) {
      const name = artifacts.storeVolume;
      if (!name) return;
      await removeVolume(docker, name);
      await makeVolume(docker, name, installation, 'store');
      const network = await ensureNetwork(docker, installation);
      await using hub = await store.openHub(network);
      const plan = {
        ...{ installation, artifacts, network, hub: hub.address, caPem: hub.caPem },
        ...{ uidBase: builderUidBase, memoryMiB: 2048, cpus: 2, processes: 1000, nameServers: [], refused: [] },
        ...{
          egress: { policy: 'none' as const },
          keys: null,
          store: 'build' as const,
          appArmor: await appArmorFor(docker),
        },
        labels: { [labels.role]: 'helper' },
      };
      const container = await docker.createContainer(
        sandboxContainer(`slipway-${installation}-store-${randomId(8)}`, plan),
      );
      try {
        await container.start();
        await awaitBoot(docker, container, signal);
        for (const [index, image] of store.images.entries()) {
          report(image, index / store.images.length);
          await enterSandbox(docker, container, ['docker', 'pull', '--quiet', image], signal);
        }
        report('preparing', 0.95);
        await enterSandbox(docker, container, ['sh', '-c', storeSeed], signal);
      } finally {
        await container.remove({ force: true, v: true });
      }
      const born = await volumeBirth(docker, name);
      const marks = new Marks(dataFolder);
      if (born) await marks.set(name, born);
      await removeOld(docker, installation, artifacts, marks);
      report('done', 1);
    },
  };
}

/** Apart from every learner's range, which begin lower. */
const builderUidBase = 3_000_000_000;
