import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runStage } from './chroot-stage.ts';
import { parsedLists } from './package-shelf.ts';
import type { Make } from './workshop.ts';

/** What every installation leaves behind that is different each time or of no use in an image. */
const tidy =
  'rm -rf var/log/*.log var/log/apt var/lib/dpkg/*-old var/cache/debconf/*-old var/cache/ldconfig/aux-cache etc/*-';

/** Debian packages without what they merely recommend, installed in the layers below, and what the shell line `after` changes. */
export function makePackages(recipe: { packages: readonly string[]; after?: string }): Make {
  return async (folder, below, workshop, report, signal) => {
    const shelf = await workshop.shelf(below, report, signal);
    const [work, tree] = [`${folder}.work`, `${folder}.tree`];
    await mkdir(work, { recursive: true });
    await mkdir(tree, { recursive: true });
    const install = `apt-get install -y --no-install-recommends ${parsedLists} ${recipe.packages.join(' ')}`;
    const script = [install, recipe.after ?? ':', 'cd /', tidy].join('\n');
    try {
      await runStage({ ...shelf, below, upper: folder, work, tree, fill: false, script }, report, signal);
    } finally {
      await rm(work, { recursive: true, force: true });
      await rm(tree, { recursive: true, force: true });
    }
    // Places for mounts, not contents.
    for (const name of ['resolv.conf', 'hosts']) await rm(join(folder, 'etc', name), { force: true });
  };
}
