import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

/**
 * SHA-256 over the names and contents of files and folders below `root`, in a fixed order. `skip` leaves out paths relative to
 * `root`. What is missing counts as missing, so that its appearing changes the hash.
 */
export async function inputHash(
  root: string,
  inputs: readonly string[],
  skip: (path: string) => boolean = () => false,
): Promise<string> {
  const hash = createHash('sha256');
  const add = async (path: string): Promise<void> => {
    const name = relative(root, path);
    if (skip(name)) return;
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory()) {
      for (const entry of (await readdir(path)).sort()) await add(join(path, entry));
    } else {
      const content = found
        ? createHash('sha256')
            .update(await readFile(path))
            .digest('hex')
        : 'missing';
      hash.update(`${name}\0${content}\n`);
    }
  };
  for (const input of [...inputs].sort()) await add(join(root, input));
  return hash.digest('hex');
}
