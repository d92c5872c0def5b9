import {
  packageCache,
  type SandboxSetupOptions,
  sandboxSetupParts,
  toolchainFolder,
  toolchainPartId,
} from '#sandbox/index.ts';
import { type Logger, type SetupPart, systemClock } from '../base/index.ts';
import type { Config } from '../config/index.ts';
import { contentVersion, defaultImages, kitSetupPart } from '../kit/index.ts';
import { packagesSetupPart } from '../mirror/index.ts';
import { installationOf } from '../setup/index.ts';
import { openHub } from './open-hub.ts';
import { placesOf } from './places.ts';

/** The images whose layers all sandboxes share, and the version of their content. Both setting up and the driver must agree on it. */
export async function sharedStore(hubFolder: string): Promise<{ images: readonly string[]; version: string }> {
  return { images: defaultImages, version: await contentVersion(hubFolder) };
}

/** What sandboxes boot from and the images they pull, as parts of setting up. `needs` are the parts that give them an engine. */
export async function sandboxSetup(config: Config, needs: readonly string[], logger: Logger): Promise<SetupPart[]> {
  const { dataFolder } = config;
  const { hubFolder, packagesFolder } = placesOf(config);
  const kit = kitSetupPart({
    hubFolder,
    cacheFolder: packageCache(dataFolder),
    toolchain: toolchainFolder(dataFolder),
    needs: [toolchainPartId],
  });
  const packages = packagesSetupPart({
    folder: packagesFolder,
    hubFolder,
    cacheFolder: packageCache(dataFolder),
    needs: [kit.id],
    suite: 'trixie',
  });
  const store: SandboxSetupOptions['store'] = {
    ...(await sharedStore(hubFolder)),
    needs: [kit.id],
    async openHub(network) {
      const hub = await openHub({
        folder: hubFolder,
        packages: packagesFolder,
        host: network.gateway,
        portsFile: null,
        tenants: async () => null,
        upstream: null,
        packageUpstream: null,
        clock: systemClock,
        logger,
      });
      const { host, httpPort, httpsPort, caPem } = hub;
      return { address: { host, httpPort, httpsPort }, caPem, [Symbol.asyncDispose]: () => hub[Symbol.asyncDispose]() };
    },
  };
  return [
    ...(await sandboxSetupParts({ installation: installationOf(dataFolder), dataFolder, needs, store })),
    kit,
    packages,
  ];
}
