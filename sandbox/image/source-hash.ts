import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Every file below a folder, sorted by path relative to it, with what a tar needs to know. */
export async function filesBelow(folder: string): Promise<{ path: string; executable: boolean }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Promise.all(
    files.map(async (file) => ({
      path: file.slice(folder.length + 1),
      executable: ((await stat(file)).mode & 0o100) !== 0,
    })),
  );
}

/** Twelve hexadecimal digits over the files of `folders` and over `facts`: the name of what is made from exactly these. */
export async function sourceHash(folders: readonly string[], facts: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(facts));
  for (const folder of folders) {
    for (const { path, executable } of await filesBelow(folder)) {
      hash.update(`\0${path}\0${executable}\0`).update(await readFile(join(folder, path)));
    }
  }
  return hash.digest('hex').slice(0, 12);
}
