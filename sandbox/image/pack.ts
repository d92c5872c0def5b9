import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { filesBelow } from './source-hash.ts';

/** One thing in a tar: a folder when it has no content. */
export interface PackEntry {
  path: string;
  mode: number;
  content?: Buffer;
}

/** A tar of `entries`, all owned by root and dated now. */
export function packEntries(entries: readonly PackEntry[]): Readable {
  const tar = pack();
  for (const { path, mode, content } of entries) {
    const header = { name: path, mode, uid: 0, gid: 0, mtime: new Date() };
    if (content) tar.entry(header, content);
    else tar.entry({ ...header, type: 'directory' });
  }
  tar.finalize();
  return Readable.from(tar);
}

/** The files below `folder` as entries, each preceded by its folders. */
export async function entriesOf(folder: string): Promise<PackEntry[]> {
  const entries: PackEntry[] = [];
  const made = new Set<string>();
  for (const { path, executable } of await filesBelow(folder)) {
    const steps = path.split('/').slice(0, -1);
    steps.forEach((_, index) => {
      const parent = steps.slice(0, index + 1).join('/');
      if (made.has(parent)) return;
      made.add(parent);
      entries.push({ path: parent, mode: parent === 'root' ? 0o700 : 0o755 });
    });
    entries.push({ path, mode: executable ? 0o755 : 0o644, content: await readFile(join(folder, path)) });
  }
  return entries;
}
