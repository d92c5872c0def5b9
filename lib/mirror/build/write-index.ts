import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackageFile, PackageIndex } from '../content.ts';

/** Lists every file below `folder` with its hash in `<folder>/index.json`, which makes it a package folder. */
export async function writePackageIndex(folder: string, inputs: string): Promise<PackageIndex> {
  const files: Record<string, PackageFile> = {};
  for (const path of (await readdir(folder, { recursive: true })).sort()) {
    const found = await stat(join(folder, path));
    if (!found.isFile()) continue;
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(join(folder, path))) hash.update(chunk);
    files[path] = { size: found.size, sha256: hash.digest('hex') };
  }
  const index: PackageIndex = { inputs, files };
  await writeFile(join(folder, 'index.json'), JSON.stringify(index));
  return index;
}
