import { posix } from 'node:path';
import { randomId } from '#lib/base/index.ts';

/** Where a file's new content is written before it takes the file's place: hidden, in the same folder, its name cut to what a file system takes. */
export function temporaryBeside(path: string): string {
  return posix.join(posix.dirname(path), `.${posix.basename(path).slice(0, 60)}.${randomId(8)}.part`);
}

/** True for names made by {@link temporaryBeside}; nobody needs to hear of them. */
export function isTemporary(path: string): boolean {
  return /\/\.[^/]+\.[0-9a-z]{8}\.part$/.test(path);
}
