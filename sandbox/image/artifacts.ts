import { compilerFlags, suite as debian, packages, sources, tidy } from './recipe.ts';
import { sourceHash } from './source-hash.ts';
import { storeSeed } from './store-seed.ts';

/** Which images the golden store holds: references as learners type them, and a version that changes with their content. */
export interface StoreContent {
  images: readonly string[];
  version: string;
}

/** Names, in the host's engine, of what sandboxes boot from. A name changes with the inputs, so what exists is what is wanted. */
export interface Artifacts {
  image: string;
  rootVolume: string;
  /** Folder of the root volume that holds our own files, laid over Debian's. */
  files: string;
  /** Null when no images are shared: every pull is then a real one. */
  storeVolume: string | null;
}

/** Computes the names from the sources as they are now. */
export async function artifactsOf(installation: string, store: StoreContent | null): Promise<Artifacts> {
  const image = await sourceHash([sources.warden], [debian, ...compilerFlags]);
  const root = await sourceHash([], [debian, tidy, ...packages]);
  const files = await sourceHash([sources.files, sources.keeper], [...compilerFlags]);
  const content = store && (await sourceHash([], [root, storeSeed, store.version, ...store.images]));
  return {
    image: `slipway-${installation}:${image}`,
    rootVolume: `slipway-${installation}-root-${root}`,
    files: `files-${files}`,
    storeVolume: content && `slipway-${installation}-store-${content}`,
  };
}
