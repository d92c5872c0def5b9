import { access, mkdir, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '#lib/debian/index.ts';
import type { Make } from './workshop.ts';

/**
 * A self-contained npm package (one that bundles what it needs), fetched once with the host's npm and its configuration, placed
 * where a global installation would: `commands` maps names below /usr/local/bin to files of the package.
 */
export function makeNpmPackage(recipe: {
  name: string;
  version: string;
  commands: Readonly<Record<string, string>>;
}): Make {
  return async (folder, _below, workshop, report, signal) => {
    const target = join(folder, 'usr/local/lib/node_modules', recipe.name);
    const bin = join(folder, 'usr/local/bin');
    report(`fetching ${recipe.name} ${recipe.version}`);
    const archive = await fetchArchive(recipe, join(workshop.cacheFolder, 'npm'), signal);
    await mkdir(target, { recursive: true });
    const words = ['--strip-components=1', '--no-same-owner', '--directory', target];
    await runProgram(['tar', '-xzf', archive, ...words], { signal });
    await mkdir(bin, { recursive: true });
    for (const [command, file] of Object.entries(recipe.commands)) {
      await symlink(`../lib/node_modules/${recipe.name}/${file}`, join(bin, command));
    }
    for (const part of ['docs', 'man']) await rm(join(target, part), { recursive: true, force: true });
  };
}

/** The package's archive in `folder`, where an earlier build may have left it: a published version never changes. */
async function fetchArchive(
  { name, version }: { name: string; version: string },
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  const kept = join(folder, `${name.replace('/', '-')}-${version}.tgz`);
  const there = await access(kept).then(
    () => true,
    () => false,
  );
  if (there) return kept;
  await mkdir(folder, { recursive: true });
  const download = await mkdtemp(join(folder, 'fetch-'));
  try {
    await runProgram(['npm', 'pack', '--silent', `${name}@${version}`], { cwd: download, signal });
    const [archive = ''] = await readdir(download);
    await rename(join(download, archive), kept);
  } finally {
    await rm(download, { recursive: true, force: true });
  }
  return kept;
}
