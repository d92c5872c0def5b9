import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { randomId } from '#lib/base/index.ts';
import { isMissing } from '../store/files.ts';

/** A blob that has begun to arrive: its bytes so far in a file of this process alone, and the hash of them. */
export interface Partial {
  readonly path: string;
  readonly size: number;
  append(chunk: Uint8Array): Promise<void>;
  /** Hash of all bytes, in hexadecimal; afterwards nothing can be appended. */
  finish(): Promise<string>;
  /** Leaves the bytes for the next attempt. */
  keep(): Promise<void>;
  /** Forgets the bytes. */
  discard(): Promise<void>;
}

/**
 * Takes over what an earlier attempt left of the blob `hex` in `folder`, or begins anew. Taken over by renaming, so that two
 * processes never write to one file. What a killed process leaves is removed with other half-written files.
 */
export async function openPartial(folder: string, hex: string): Promise<Partial> {
  await mkdir(folder, { recursive: true });
  const left = join(folder, `fetch-${hex}`);
  const path = `${left}.${randomId(8)}`;
  await rename(left, path).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
  const file: FileHandle = await open(path, 'a', 0o600);
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk);
    size += chunk.length;
  }
  return {
    path,
    get size() {
      return size;
    },
    async append(chunk) {
      await file.writeFile(chunk);
      hash.update(chunk);
      size += chunk.byteLength;
    },
    async finish() {
      await file.sync();
      await file.close();
      return hash.digest('hex');
    },
    async keep() {
      await file.close();
      await rename(path, left);
    },
    async discard() {
      await file.close().catch(() => {});
      await rm(path, { force: true });
    },
  };
}
