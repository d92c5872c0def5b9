import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '#lib/base/index.ts';
import { hostMirror, runProgram, sourceLines } from '#lib/debian/index.ts';
import { runStage } from './chroot-stage.ts';

/** apt's lists and the packages of all layers, fetched once: every layer installs from here at the same time. */
export interface Shelf {
  lists: string;
  cache: string;
  sources: readonly string[];
}

/**
 * Fills a shelf the first time it is asked for, for whoever asks: `below` are the layers of the common base. The parsed lists
 * are kept too, which saves each layer a second of parsing Debian's 70 000 packages.
 */
export type PackageShelf = (below: readonly string[], report: Report, signal: AbortSignal) => Promise<Shelf>;

/** With this apt keeps and finds the parsed lists, which the images' own settings forbid. */
export const parsedLists = '-o Dir::Cache::srcpkgcache=srcpkgcache.bin';

/** Hard links where the file system allows them; the packages of earlier builds are not fetched again. */
const share = 'find "$1" -maxdepth 1 -name "*.deb" -exec cp --link --force -t "$2" {} + 2>/dev/null';
const copy = 'find "$1" -maxdepth 1 -name "*.deb" -exec cp -t "$2" {} +';

/** A shelf in `folder` for `packages`; fetched files go to `<cacheFolder>/archives` as well, for the next build. */
export function packageShelf(
  packages: readonly string[],
  { folder, cacheFolder, suite }: { folder: string; cacheFolder: string; suite: string },
): PackageShelf {
  let filled: Promise<Shelf> | undefined;

  async function fill(below: readonly string[], report: Report, signal: AbortSignal): Promise<Shelf> {
    const place = (name: string) => join(folder, name);
    const [lists, cache, kept] = [place('lists'), place('cache'), join(cacheFolder, 'archives')];
    const archives = join(cache, 'archives');
    const scratch = { upper: place('upper'), work: place('work'), tree: place('tree') };
    for (const path of [lists, archives, kept, ...Object.values(scratch)]) await mkdir(path, { recursive: true });
    const exchange = (from: string, to: string) =>
      runProgram(['sh', '-c', `${share} || ${copy}`, 'sh', from, to], { signal });
    await exchange(kept, archives);
    report('reading package lists');
    const sources = await sourceLines(await hostMirror(), suite, signal);
    const fetch = `apt-get install -y --no-install-recommends --download-only ${parsedLists} ${packages.join(' ')}`;
    const stage = { ...scratch, below, lists, cache, fill: true, sources, script: `apt-get update && ${fetch}` };
    await runStage(stage, report, signal);
    await exchange(archives, kept);
    return { lists, cache, sources };
  }

  return (below, report, signal) => {
    filled ??= fill(below, report, signal);
    return filled;
  };
}
