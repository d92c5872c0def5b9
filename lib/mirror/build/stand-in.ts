import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { z } from 'zod';
import { AppError } from '#lib/base/index.ts';
import { type ContentStore, isDigest } from '#lib/hub/index.ts';

const Manifest = z.object({ layers: z.array(z.object({ digest: z.string().refine(isDigest) })).min(1) });

/** Of the debian stand-in, two files on the host. */
export interface StandInFiles {
  /** dpkg's list of what is installed: packages are fetched with everything they need beyond it. */
  status: string;
  /** Keys of the Debian archive. */
  keyring: string;
}

// Since Debian 13 the keyring's old name, .gpg, is a link.
const paths = { status: 'var/lib/dpkg/status', keyring: 'usr/share/keyrings/debian-archive-keyring.pgp' };

/** Copies those files out of the first layer of `library/debian:latest` into `folder`. Throws INTERNAL when the kit has none. */
export async function unpackStandIn(store: ContentStore, folder: string, signal: AbortSignal): Promise<StandInFiles> {
  const digest = await store.repositories.resolve('library/debian', 'latest');
  if (digest === null) throw new AppError('INTERNAL', 'the kit has no debian image');
  const text = Buffer.concat(await store.blobs.read(digest).toArray()).toString();
  const [layer] = Manifest.parse(JSON.parse(text)).layers;
  if (!layer) throw new AppError('INTERNAL', 'the debian image has no layer');
  await mkdir(folder, { recursive: true });
  const files = { status: join(folder, 'status'), keyring: join(folder, 'keyring.pgp') };
  const found = new Set<string>();
  const archive = extract();
  const copied = (async () => {
    for await (const entry of archive) {
      const name = entry.header.name.replace(/^\.?\//, '');
      const target = name === paths.status ? files.status : name === paths.keyring ? files.keyring : null;
      if (target && entry.header.type === 'file') {
        await writeFile(target, await buffer(entry));
        found.add(target);
      } else entry.resume();
    }
  })();
  await Promise.all([pipeline(store.blobs.read(layer.digest), createGunzip(), archive, { signal }), copied]);
  if (found.size < 2) throw new AppError('INTERNAL', 'the debian image lacks dpkg or its keys');
  return files;
}
