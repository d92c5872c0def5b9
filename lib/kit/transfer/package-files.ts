import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { KitIndex } from './kit-index.ts';

/** The files below a folder of packages with their digests, those at the top last: they say what there is. None when it is not there. */
export async function packageFiles(folder: string, signal: AbortSignal): Promise<KitIndex['packages']> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort((a, b) => Number(!a.includes('/')) - Number(!b.includes('/')) || (a < b ? -1 : 1));
  const files: KitIndex['packages'] = [];
  for (const path of paths) {
    signal.throwIfAborted();
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(join(folder, path))) hash.update(chunk);
    files.push({ path, digest: `sha256:${hash.digest('hex')}`, size: (await stat(join(folder, path))).size });
  }
  return files;
}
