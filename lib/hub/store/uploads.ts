import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { z } from 'zod';
import { randomId } from '#lib/base/index.ts';
import type { Digest } from '../reference.ts';
import { RegistryError } from '../registry-error.ts';
import { readNames, readText, statOrNull, writeWhole } from './files.ts';
import type { Layout } from './layout.ts';

const Owner = z.strictObject({ name: z.string(), namespace: z.string() });

/** A blob on its way in: what has arrived so far is on disk, so a client may go on after a cut. */
export interface Uploads {
  /** Begins an upload into repository `name`; rejects with TOOMANYREQUESTS when the namespace has 32 unfinished ones. */
  start(name: string, namespace: string): Promise<string>;
  /** Bytes arrived; rejects with BLOB_UPLOAD_UNKNOWN when there is no such upload into that repository. */
  size(id: string, name: string): Promise<number>;
  /** Appends what `source` yields up to `maxBytes` in total, else SIZE_INVALID and the upload is as it was; returns the size. */
  append(
    id: string,
    name: string,
    source: AsyncIterable<Uint8Array>,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<number>;
  /** The digest of what has arrived. */
  digest(id: string): Promise<Digest>;
  /** Bytes on disk of a namespace's unfinished uploads. */
  namespaceSize(namespace: string): Promise<number>;
  /** File holding what has arrived. */
  path(id: string): string;
  remove(id: string): Promise<void>;
  /** Removes uploads and half-written files nobody wrote to since `before` (milliseconds since the epoch). */
  sweep(before: number): Promise<void>;
}

/** At most so many unfinished uploads per namespace; docker pushes five layers at a time. */
const unfinishedPerNamespace = 32;

/** Uploads on disk, see {@link layout}. One at a time may write to an upload; a second gets RANGE_INVALID. */
export function openUploads(paths: Layout): Uploads {
  const busy = new Set<string>();

  async function ownerOf(id: string): Promise<z.infer<typeof Owner> | null> {
    const text = /^[a-z0-9]{1,64}$/.test(id) ? await readText(paths.uploadOwner(id)) : null;
    return text === null ? null : Owner.parse(JSON.parse(text));
  }

  async function size(id: string, name: string): Promise<number> {
    const owner = await ownerOf(id);
    if (owner?.name !== name) throw new RegistryError('BLOB_UPLOAD_UNKNOWN', { id });
    const found = await statOrNull(paths.upload(id));
    if (!found) throw new RegistryError('BLOB_UPLOAD_UNKNOWN', { id });
    return found.size;
  }

  async function remove(id: string): Promise<void> {
    await rm(paths.upload(id), { force: true });
    await rm(paths.uploadOwner(id), { force: true });
  }

  const ids = async () =>
    (await readNames(paths.uploads)).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5));

  return {
    async start(name, namespace) {
      const owners = await Promise.all((await ids()).map(ownerOf));
      if (owners.filter((owner) => owner?.namespace === namespace).length >= unfinishedPerNamespace) {
        throw new RegistryError('TOOMANYREQUESTS', { unfinishedUploads: unfinishedPerNamespace });
      }
      const id = randomId(32);
      await mkdir(paths.uploads, { recursive: true });
      await (await open(paths.upload(id), 'wx', 0o600)).close();
      await writeWhole(paths.incoming, paths.uploadOwner(id), JSON.stringify({ name, namespace }));
      return id;
    },

    size,

    async append(id, name, source, maxBytes, signal) {
      if (busy.has(id)) throw new RegistryError('RANGE_INVALID', { id });
      busy.add(id);
      try {
        const before = await size(id, name);
        let total = before;
        const file = await open(paths.upload(id), 'a');
        try {
          for await (const chunk of source) {
            signal.throwIfAborted();
            total += chunk.byteLength;
            if (total > maxBytes) {
              await file.truncate(before);
              throw new RegistryError('SIZE_INVALID', { maximum: maxBytes });
            }
            await file.writeFile(chunk);
          }
        } finally {
          await file.close();
        }
        return total;
      } finally {
        busy.delete(id);
      }
    },

    async digest(id) {
      const hash = createHash('sha256');
      for await (const chunk of createReadStream(paths.upload(id), { highWaterMark: 1024 * 1024 })) hash.update(chunk);
      return `sha256:${hash.digest('hex')}`;
    },

    async namespaceSize(namespace) {
      let bytes = 0;
      for (const id of await ids()) {
        const owner = await ownerOf(id);
        if (owner?.namespace === namespace) bytes += (await statOrNull(paths.upload(id)))?.size ?? 0;
      }
      return bytes;
    },

    path: paths.upload,
    remove,

    async sweep(before) {
      // Owners go with their uploads, whose files change with every byte; the rest was cut off while being written.
      for (const folder of [paths.uploads, paths.incoming]) {
        for (const name of await readNames(folder)) {
          const id = name.replace(/\.json$/, '');
          const touched = (await statOrNull(`${folder}/${id}`)) ?? (await statOrNull(`${folder}/${name}`));
          if (touched && touched.mtimeMs < before) await rm(`${folder}/${name}`, { force: true });
        }
      }
    },
  };
}
