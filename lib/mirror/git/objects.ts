import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A git object, see git's gitformat-pack: its id is the SHA-1 of "type size\0content". */
export interface GitObject {
  type: 'commit' | 'tree' | 'blob';
  content: Buffer;
  /** 40 hex digits. */
  id: string;
}

function objectOf(type: GitObject['type'], content: Buffer): GitObject {
  const id = createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex');
  return { type, content, id };
}

/** The one commit of a repository made from a folder; `date` in seconds since the epoch, so that ids stay the same. */
export interface Commit {
  message: string;
  author: string;
  date: number;
}

/** Everything a repository with the content of `folder` and one commit consists of; the commit comes first. */
export async function objectsOf(folder: string, { message, author, date }: Commit): Promise<GitObject[]> {
  const objects = await treeOf(folder);
  const by = `${author} ${date} +0000`;
  const text = `tree ${objects[0]?.id}\nauthor ${by}\ncommitter ${by}\n\n${message}\n`;
  return [objectOf('commit', Buffer.from(text)), ...objects];
}

/** The tree of a folder, which comes first, and all below it. */
async function treeOf(folder: string): Promise<GitObject[]> {
  const below: GitObject[] = [];
  const lines: { sortedAs: string; line: Buffer }[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const objects = entry.isDirectory() ? await treeOf(path) : [objectOf('blob', await readFile(path))];
    const mode = entry.isDirectory() ? '40000' : (await stat(path)).mode & 0o100 ? '100755' : '100644';
    const line = Buffer.concat([Buffer.from(`${mode} ${entry.name}\0`), Buffer.from(objects[0]?.id ?? '', 'hex')]);
    // git sorts a folder as if its name ended in a slash.
    lines.push({ sortedAs: entry.isDirectory() ? `${entry.name}/` : entry.name, line });
    below.push(...objects);
  }
  lines.sort((a, b) => Buffer.compare(Buffer.from(a.sortedAs), Buffer.from(b.sortedAs)));
  return [objectOf('tree', Buffer.concat(lines.map(({ line }) => line))), ...below];
}
