import type { SetupPart } from '#lib/base/index.ts';
import { artifactsOf } from './artifacts.ts';
import { debianPart } from './debian-part.ts';
import { type EngineAddress, openEngine } from './engine.ts';
import { imagePart } from './image-part.ts';
import { rootPart } from './root-part.ts';
import { type StoreOptions, storePart } from './store-part.ts';
import { toolchainPart } from './toolchain-part.ts';

/** What {@link sandboxSetupParts} makes its parts for. */
export interface SandboxSetupOptions {
  installation: string;
  /** Absolute. */
  dataFolder: string;
  engine?: EngineAddress;
  /** Parts that must be done before the engine is spoken to. */
  needs: readonly string[];
  /** Null: no shared image layers. */
  store: StoreOptions | null;
}

/** Everything a sandbox boots from, in parts: compiler, image, Debian, root volume, shared image layers. */
export async function sandboxSetupParts(options: SandboxSetupOptions): Promise<SetupPart[]> {
  const { installation, dataFolder, store } = options;
  const docker = openEngine(options.engine);
  const artifacts = await artifactsOf(installation, store);
  const shared = { docker, installation, dataFolder, artifacts };
  return [
    toolchainPart(dataFolder),
    debianPart(shared),
    imagePart({ ...shared, needs: options.needs }),
    rootPart(shared),
    ...(store ? [storePart({ ...shared, store })] : []),
  ];
}
