import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { objectsOf } from './objects.ts';
import { packOf } from './pack.ts';
import type { ServedRepository } from './upload-pack.ts';

/** Any fixed moment: ids of commits are the same on every server and after every start. */
const commitDate = Date.UTC(2026, 3, 1, 8) / 1000;
const author = 'Slipway <workshop@slipway.test>';

/** Every folder in `folder` as a repository of one commit, by name. They are small and kept in memory. */
export async function openRepositories(folder: string): Promise<Map<string, ServedRepository>> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const opened = names.map(async (name): Promise<[string, ServedRepository]> => {
    const objects = await objectsOf(join(folder, name), { message: 'First version', author, date: commitDate });
    const count = new Set(objects.map(({ id }) => id)).size;
    return [name, { head: objects[0]?.id ?? '', objects: count, pack: packOf(objects) }];
  });
  return new Map(await Promise.all(opened));
}
