import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { randomId } from '#lib/base/index.ts';
import { type Digest, isDigest } from '../reference.ts';
import { RegistryError } from '../registry-error.ts';
import { readNames, statOrNull } from './files.ts';
import type { Layout } from './layout.ts';

/** Content and its size in bytes. */
export interface StoredBlob {
  digest: Digest;
  size: number;
}

/** Content by digest. What is there is complete and right: it was hashed on the way in and renamed into place. */
export interface Blobs {
  /** Size in bytes, or null when the content is not there. */
  size(digest: Digest): Promise<number | null>;
  /** The content, or its bytes `start` to `end` (both counted). The stream errors when the blob is not there. */
  read(digest: Digest, range?: { start: number; end: number }): Readable;
  /**
   * Stores what `source` yields. Rejects with DIGEST_INVALID when it is not what `expected` says, SIZE_INVALID when it is
   * more than `maxBytes`; nothing is left behind then, nor when the source breaks or the signal aborts.
   */
  write(
    source: AsyncIterable<Uint8Array>,
    options: { expected?: Digest; maxBytes: number },
    signal: AbortSignal,
  ): Promise<StoredBlob>;
  /** Everything there is, with the time it came (milliseconds since the epoch). */
  list(): Promise<(StoredBlob & { modifiedAt: number })[]>;
  /** Removes content nothing refers to any more. */
  remove(digest: Digest): Promise<void>;
  /** The file a blob is kept in, whether it is there or not. */
  path(digest: Digest): string;
  /** Takes over a complete file of known digest (an upload); the file is gone afterwards. */
  adopt(path: string, digest: Digest): Promise<void>;
}

/** Blobs on disk, see {@link layout}. */
export function openBlobs(paths: Layout): Blobs {
  async function place(from: string, digest: Digest): Promise<void> {
    const to = paths.blob(digest);
    await mkdir(dirname(to), { recursive: true });
    await rename(from, to);
  }

  return {
    size: async (digest) => (await statOrNull(paths.blob(digest)))?.size ?? null,

    read: (digest, range) => createReadStream(paths.blob(digest), { ...range, highWaterMark: 256 * 1024 }),

    async write(source, { expected, maxBytes }, signal) {
      const temporary = join(paths.incoming, randomId());
      await mkdir(paths.incoming, { recursive: true });
      const hash = createHash('sha256');
      let size = 0;
      try {
        const file = await open(temporary, 'wx', 0o600);
        try {
          for await (const chunk of source) {
            signal.throwIfAborted();
            size += chunk.byteLength;
            if (size > maxBytes) throw new RegistryError('SIZE_INVALID', { maximum: maxBytes });
            hash.update(chunk);
            await file.writeFile(chunk);
          }
          await file.sync();
        } finally {
          await file.close();
        }
        signal.throwIfAborted();
        const digest: Digest = `sha256:${hash.digest('hex')}`;
        if (expected && digest !== expected) throw new RegistryError('DIGEST_INVALID', { expected, found: digest });
        await place(temporary, digest);
        return { digest, size };
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },

    async list() {
      const found: (StoredBlob & { modifiedAt: number })[] = [];
      const root = join(paths.blobs, 'sha256');
      for (const prefix of await readNames(root)) {
        for (const hex of await readNames(join(root, prefix))) {
          const digest = `sha256:${hex}`;
          const file = isDigest(digest) ? await statOrNull(paths.blob(digest)) : null;
          if (isDigest(digest) && file) found.push({ digest, size: file.size, modifiedAt: file.mtimeMs });
        }
      }
      return found;
    },

    remove: (digest) => rm(paths.blob(digest), { force: true }),

    path: paths.blob,
    adopt: place,
  };
}
