import { join } from 'node:path';
import type { SetupPart } from '#lib/base/index.ts';
import { makeToolchain } from '#lib/debian/index.ts';
import { Marks } from './marks.ts';
import { suite } from './recipe.ts';

/** Id of the part that makes the compiler; whoever compiles names it in `needs`. */
export const toolchainPartId = 'toolchain';

/** Folder of the compiler that {@link toolchainPart} makes. */
export function toolchainFolder(dataFolder: string): string {
  return join(dataFolder, 'toolchain');
}

/** Folder of fetched Debian packages, shared by everything that is made from them. */
export function packageCache(dataFolder: string): string {
  return join(dataFolder, 'cache', 'debian');
}

/** A C compiler for the few small programs of ours, unpacked in the data folder. */
export function toolchainPart(dataFolder: string): SetupPart {
  const marks = new Marks(dataFolder);
  const target = toolchainFolder(dataFolder);
  return {
    id: toolchainPartId,
    title: 'C compiler',
    needs: [],
    fresh: () => marks.has('toolchain', suite),
    async run(report, signal) {
      await marks.clear('toolchain');
      await makeToolchain({ suite, target, cacheFolder: packageCache(dataFolder) }, report, signal);
      await marks.set('toolchain', suite);
    },
  };
}
