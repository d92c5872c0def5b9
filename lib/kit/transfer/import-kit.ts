import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { extract, type Header } from 'tar-stream';
import { AppError, codeOf, parseJson } from '#lib/base/index.ts';
import { openContentStore } from '#lib/hub/index.ts';
import { readParts } from '../image-content.ts';
import type { ByteReport } from '../prefetch.ts';
import { writeStamp } from '../stamp.ts';
import type { KitFolders } from './export-kit.ts';
import { indexBytes, KitIndex } from './kit-index.ts';
import { openStaging, type Staging } from './staging.ts';

/**
 * Takes over a kit that was exported. Everything is read and compared with its digest before anything changes: a file that was
 * cut or altered is refused with KIT_REFUSED. Interrupted at any moment, also by the power, the old kit stays; run again with
 * the same file it goes on. Tags of the file replace those of the same name, other images stay.
 */
export async function importKit(
  file: string,
  { hubFolder, packagesFolder }: KitFolders,
  report: ByteReport,
  signal: AbortSignal,
): Promise<KitIndex> {
  const waiting = join(hubFolder, 'importing');
  const { index, staging } = await readAll(file, waiting, report, signal);
  await refuseIncomplete(index, staging);
  // From here on every step is a rename or a small file, and an image becomes visible as a whole, by its tag.
  const store = openContentStore(hubFolder);
  for (const { digest } of index.blobs) await store.blobs.adopt(staging.path(blobPath(digest)), digest);
  for (const { name, about, tags, manifests, blobs } of index.repositories) {
    for (const digest of blobs) await store.repositories.addBlob(name, digest);
    for (const { digest, mediaType } of manifests) await store.repositories.addManifest(name, digest, mediaType);
    if (about) await store.repositories.describe(name, about);
    for (const [tag, digest] of Object.entries(tags)) await store.repositories.tag(name, tag, digest);
  }
  if (index.packages.length > 0) await replaceFolder(packagesFolder, staging.path('packages'));
  if (index.madeFrom) await writeStamp(hubFolder, index.madeFrom);
  await staging.remove();
  return index;
}

const blobPath = (digest: string) => `blobs/${digest.replace(':', '/')}`;
const refused = (why: string, cause?: unknown) => new AppError('KIT_REFUSED', why, { cause });

/** Reads the whole file into a staging folder. */
async function readAll(
  file: string,
  folder: string,
  report: ByteReport,
  signal: AbortSignal,
): Promise<{ index: KitIndex; staging: Staging }> {
  const total = (await stat(file)).size;
  const input = createReadStream(file, { highWaterMark: 1024 * 1024 });
  const entries = extract();
  input.once('error', (error) => entries.destroy(error));
  input.pipe(entries);
  let found: { index: KitIndex; staging: Staging; expected: Map<string, { digest: `sha256:${string}`; size: number }> };
  try {
    const iterator = entries[Symbol.asyncIterator]();
    const first = await iterator.next();
    if (first.done || first.value.header.name !== 'index.json') throw refused('it does not begin with an index');
    found = await begin(first.value);
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      signal.throwIfAborted();
      const { name } = next.value.header;
      const expected = found.expected.get(name);
      if (!expected) throw refused(`${name} is not in its index`);
      found.expected.delete(name);
      await found.staging.take(name, expected, chunksOf(next.value));
      report('reading', input.bytesRead, total);
    }
  } catch (error) {
    signal.throwIfAborted();
    // Trouble of this machine (a full disk, which has an errno) is not the file's fault.
    const known = codeOf(error) === 'KIT_REFUSED' || (error instanceof Error && 'errno' in error);
    throw known ? error : refused('it is cut or not a kit', error);
  } finally {
    input.destroy();
    entries.destroy();
  }
  const [missing] = found.expected.keys();
  if (missing) throw refused(`it ends before ${missing}`);
  return found;

  async function begin(entry: AsyncIterable<unknown> & { header: Header }) {
    if ((entry.header.size ?? 0) > indexBytes) throw refused('its index is too large');
    const text = Buffer.concat(await Readable.from(chunksOf(entry)).toArray());
    const index = KitIndex.safeParse(parseJson(text.toString()));
    if (!index.success) throw refused(`its index: ${index.error.issues[0]?.path.join('.')}`, index.error);
    const id = createHash('sha256').update(text).digest('hex').slice(0, 32);
    const expected = new Map([
      ...index.data.blobs.map((blob) => [blobPath(blob.digest), blob] as const),
      ...index.data.packages.map((one) => [`packages/${one.path}`, one] as const),
    ]);
    return { index: index.data, staging: await openStaging(folder, id, signal), expected };
  }
}

/** An image must be there with all its parts; the file's own digests cannot tell. */
async function refuseIncomplete(index: KitIndex, staging: Staging): Promise<void> {
  const inFile = new Set(index.blobs.map(({ digest }) => digest));
  for (const { name, tags, manifests, blobs } of index.repositories) {
    const held = new Set([...blobs, ...manifests.map(({ digest }) => digest)]);
    for (const digest of held) if (!inFile.has(digest)) throw refused(`${name} needs ${digest}, which is not in it`);
    const known = new Set(manifests.map(({ digest }) => digest));
    for (const [tag, digest] of Object.entries(tags))
      if (!known.has(digest)) throw refused(`${name}:${tag} leads to nothing`);
    for (const { digest } of manifests) {
      const parts = readParts(await readFile(staging.path(blobPath(digest))));
      if (parts === null) throw refused(`${digest} is no manifest`);
      for (const part of parts.blobs) if (!held.has(part.digest)) throw refused(`${name} lacks ${part.digest}`);
      // Of a list only the platforms that were fetched are in the file.
      if (parts.manifests.length > 0 && !parts.manifests.some((part) => known.has(part.digest)))
        throw refused(`${name} holds a list without an image`);
    }
  }
}

/** Puts a folder in another's place. */
async function replaceFolder(folder: string, by: string): Promise<void> {
  const old = `${folder}.old`;
  await mkdir(dirname(folder), { recursive: true });
  await rm(old, { recursive: true, force: true });
  await rename(folder, old).catch(() => {});
  await rename(by, folder);
  await rm(old, { recursive: true, force: true });
}

/** The bytes of a tar's entry, whose stream does not say that it holds nothing else. */
async function* chunksOf(entry: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const chunk of entry) if (chunk instanceof Uint8Array) yield chunk;
}
