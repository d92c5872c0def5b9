import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentStore } from '#lib/hub/index.ts';

/** What the kit in this hub folder was made from, as a hash; null when there is none. */
export async function readStamp(hubFolder: string): Promise<string | null> {
  return readFile(join(hubFolder, 'kit-inputs'), 'utf8').catch(() => null);
}

/** Remembers what the kit was made from. */
export async function writeStamp(hubFolder: string, hash: string): Promise<void> {
  const path = join(hubFolder, 'kit-inputs');
  await writeFile(`${path}.new`, hash);
  await rename(`${path}.new`, path);
}

/** Forgets what the kit was made from, so that it is made again. */
export async function forgetStamp(hubFolder: string): Promise<void> {
  await rm(join(hubFolder, 'kit-inputs'), { force: true });
}

/** Says which images the kit has that are not those setting up makes (fetched, imported): changes with every change; '' at first. */
export async function readGeneration(hubFolder: string): Promise<string> {
  return readFile(join(hubFolder, 'kit-generation'), 'utf8').catch(() => '');
}

/** Remembers that images of the kit were replaced, by a hash over what the tags of official images lead to. */
export async function writeGeneration(hubFolder: string, { repositories }: ContentStore): Promise<void> {
  const hash = createHash('sha256');
  for (const name of (await repositories.list()).filter((repository) => repository.startsWith('library/'))) {
    for (const tag of await repositories.tags(name)) {
      hash.update(`${name}:${tag} ${await repositories.resolve(name, tag)}\n`);
    }
  }
  const path = join(hubFolder, 'kit-generation');
  await writeFile(`${path}.new`, hash.digest('hex'));
  await rename(`${path}.new`, path);
}
