import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '#lib/base/index.ts';
import type { Digest } from '#lib/hub/index.ts';

/** Files of an import that were read and found right, in a folder of their own until all of them are there. */
export interface Staging {
  /** Reads a file that must have this size and digest; keeps it unless an earlier run did. Throws KIT_REFUSED when it is another. */
  take(path: string, expected: { digest: Digest; size: number }, source: AsyncIterable<Uint8Array>): Promise<void>;
  path(path: string): string;
  /** Forgets everything. */
  remove(): Promise<void>;
}

/**
 * Opens the staging of the import called `id` below `folder`. What an import of the same file left when it was interrupted is
 * used again; what others left is removed.
 */
export async function openStaging(folder: string, id: string, signal: AbortSignal): Promise<Staging> {
  const place = (path: string) => join(folder, id, path);
  for (const other of await readdir(folder).catch(() => []))
    if (other !== id) await rm(join(folder, other), { recursive: true, force: true });
  await mkdir(place('.'), { recursive: true, mode: 0o700 });

  return {
    path: place,

    async take(path, { digest, size }, source) {
      const hash = createHash('sha256');
      let read = 0;
      async function* hashed() {
        for await (const chunk of source) {
          hash.update(chunk);
          read += chunk.byteLength;
          yield chunk;
        }
      }
      const there = (await stat(place(path)).catch(() => null))?.size === size;
      const part = place(`${path}.part`);
      if (there) for await (const _ of hashed()) signal.throwIfAborted();
      else {
        await mkdir(dirname(part), { recursive: true });
        await pipeline(hashed(), createWriteStream(part, { flush: true }), { signal });
      }
      if (read !== size || `sha256:${hash.digest('hex')}` !== digest) {
        await rm(part, { force: true });
        throw new AppError('KIT_REFUSED', `${path} is not what the index of the file says`);
      }
      if (!there) await rename(part, place(path));
    },

    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
