import { Readable } from 'node:stream';
import { z } from 'zod';
import { imageIndexTypes, imageManifestTypes, readManifest } from '../manifest.ts';
import { type Digest, isDigest } from '../reference.ts';
import type { ContentStore } from '../store/store.ts';
import type { RegistryClient } from './registry-client.ts';

/** What the registry upstream said to a manifest: `denied` also stands for a repository that is not there, as Docker Hub says it. */
export type ManifestAnswer = { is: 'found'; digest: Digest } | { is: 'unknown' } | { is: 'denied' } | { is: 'limited' };

const maxBytes = 4 * 1024 * 1024;
const accept = [...imageManifestTypes, ...imageIndexTypes].join(', ');
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

const Platforms = z.looseObject({
  manifests: z.array(
    z.looseObject({
      digest: z.string().refine(isDigest),
      platform: z.looseObject({ os: z.string(), architecture: z.string() }).optional(),
    }),
  ),
});

/**
 * Fetches a manifest, and of a list the one for this server's platform as well, and stores them with links to their blobs, which
 * are fetched when somebody wants them. The tag, when `reference` is one, is set last.
 * Rejects when the registry does not answer, or answers what is no manifest or not the digest asked for.
 */
export async function fetchManifest(
  client: RegistryClient,
  store: ContentStore,
  name: string,
  reference: string,
  signal: AbortSignal,
): Promise<ManifestAnswer> {
  const answer = await client.get(name, `${name}/manifests/${reference}`, { accept }, signal);
  if (answer.status !== 200) {
    await answer.body?.cancel();
    if (answer.status === 404) return { is: 'unknown' };
    if (answer.status === 401 || answer.status === 403) return { is: 'denied' };
    if (answer.status === 429) return { is: 'limited' };
    throw new Error(`the registry upstream answered ${answer.status} for ${name}:${reference}`);
  }
  const mediaType = (answer.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
  const bytes = await readLimited(answer);
  const parts = readManifest(bytes, mediaType);
  const expected = isDigest(reference) ? { expected: reference } : {};
  const { digest } = await store.blobs.write(Readable.from([bytes]), { ...expected, maxBytes }, signal);
  for (const blob of parts.blobs) await store.repositories.addBlob(name, blob);
  if (parts.manifests.length > 0) {
    const child = forThisServer(bytes);
    if (child && (await store.repositories.manifestType(name, child)) === null) {
      const inner = await fetchManifest(client, store, name, child, signal);
      if (inner.is !== 'found') return inner;
    }
  }
  await store.repositories.addManifest(name, digest, mediaType);
  if (!isDigest(reference)) await store.repositories.tag(name, reference, digest);
  return { is: 'found', digest };
}

/** The member of a list that this server's engines run; undefined when there is none. */
export function forThisServer(list: Uint8Array): Digest | undefined {
  const { manifests } = Platforms.parse(JSON.parse(Buffer.from(list).toString()));
  const architecture = architectures[process.arch] ?? process.arch;
  return manifests.find(({ platform }) => platform?.os === 'linux' && platform.architecture === architecture)?.digest;
}

async function readLimited(answer: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Error('the registry upstream sent a manifest of more than 4 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
