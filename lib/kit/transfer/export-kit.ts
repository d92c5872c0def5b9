import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Pack, pack } from 'tar-stream';
import { type ContentStore, type Digest, openContentStore } from '#lib/hub/index.ts';
import { imageContent } from '../image-content.ts';
import { kitDate } from '../layer-tar.ts';
import type { ByteReport } from '../prefetch.ts';
import { readStamp } from '../stamp.ts';
import type { KitIndex } from './kit-index.ts';
import { packageFiles } from './package-files.ts';

/** Where a kit lives: the hub's folder, and the one of the package mirrors, which need not be there. */
export interface KitFolders {
  hubFolder: string;
  packagesFolder: string;
}

/**
 * Writes the kit into one tar: an index, then images and packages. Layers are compressed already, so the tar is not.
 * What learners pushed stays out: `keep` says which repositories go in. The same kit makes the same file. Returns its size.
 */
export async function exportKit(
  file: string,
  { hubFolder, packagesFolder }: KitFolders,
  keep: (repository: string) => boolean,
  report: ByteReport,
  signal: AbortSignal,
): Promise<number> {
  const store = openContentStore(hubFolder);
  report('reading', 0, 0);
  const index: KitIndex = {
    format: 'slipway-kit-1',
    madeFrom: await readStamp(hubFolder),
    ...(await imagesOf(store, keep)),
    packages: await packageFiles(packagesFolder, signal),
  };
  const total = [...index.blobs, ...index.packages].reduce((sum, { size }) => sum + size, 0);
  const tar = pack();
  const part = `${file}.part`;
  let done = 0;
  let bytes = 0;

  async function fill(): Promise<void> {
    const text = Buffer.from(JSON.stringify(index));
    tar.entry({ name: 'index.json', mtime: kitDate }, text);
    for (const { digest, size } of index.blobs) {
      await add(tar, `blobs/${digest.replace(':', '/')}`, size, store.blobs.read(digest));
    }
    for (const { path, size } of index.packages) {
      await add(tar, `packages/${path}`, size, createReadStream(join(packagesFolder, path)));
    }
    tar.finalize();
  }

  async function add(target: Pack, name: string, size: number, source: AsyncIterable<Uint8Array>): Promise<void> {
    const entry = target.entry({ name, size, mtime: kitDate });
    await pipeline(source, counted, entry, { signal });
    report('writing', done, total);
  }

  async function* counted(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      done += chunk.byteLength;
      yield chunk;
    }
  }

  try {
    const filled = fill().catch((error: unknown) => {
      tar.destroy(error instanceof Error ? error : new Error(String(error)));
      throw error;
    });
    const output = createWriteStream(part, { mode: 0o644, flush: true });
    const [written] = await Promise.allSettled([pipeline(tar, output, { signal }), filled]);
    await filled;
    if (written.status === 'rejected') throw written.reason;
    bytes = output.bytesWritten;
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  return bytes;
}

/** What the repositories hold, as far as a tag leads there and it has arrived. */
async function imagesOf(
  store: ContentStore,
  keep: (repository: string) => boolean,
): Promise<Pick<KitIndex, 'repositories' | 'blobs'>> {
  const sizes = new Map<Digest, number>();
  const repositories: KitIndex['repositories'] = [];
  for (const name of (await store.repositories.list()).filter(keep)) {
    const tags: Record<string, Digest> = {};
    const manifests = new Map<Digest, string>();
    const blobs = new Set<Digest>();
    for (const tag of await store.repositories.tags(name)) {
      const content = await imageContent(store, name, tag);
      const digest = await store.repositories.resolve(name, tag);
      // An image of which a layer was never fetched would be of no use without the internet.
      if (!content || !digest || content.blobs.some(({ there }) => !there)) continue;
      tags[tag] = digest;
      for (const part of content.manifests) manifests.set(part.digest, part.mediaType);
      for (const part of content.blobs) blobs.add(part.digest);
      for (const part of [...content.manifests, ...content.blobs]) sizes.set(part.digest, part.size);
    }
    if (blobs.size === 0) continue;
    const about = await store.repositories.about(name);
    const list = [...manifests].map(([digest, mediaType]) => ({ digest, mediaType }));
    repositories.push({ name, about, tags, manifests: list, blobs: [...blobs] });
  }
  return { repositories, blobs: [...sizes].map(([digest, size]) => ({ digest, size })) };
}
