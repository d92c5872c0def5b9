import { Readable } from 'node:stream';
import { requireAccess } from './access.ts';
import { type Exchange, type HubContext, readBody, sendEmpty } from './exchange.ts';
import { readManifest } from './manifest.ts';
import type { Digest } from './reference.ts';
import { RegistryError } from './registry-error.ts';

/** What the specification asks a registry to take at least. */
const manifestBytes = 4 * 1024 * 1024;

/** `PUT manifests/<tag or digest>`: the last act of a push; every part must already be in the repository. */
export async function putManifest(
  exchange: Exchange,
  hub: HubContext,
  { name, reference }: { name: string; reference: { tag: string } | { digest: Digest } },
): Promise<void> {
  requireAccess(exchange, hub, name, 'push');
  const { blobs, repositories } = hub.store;
  const mediaType = (exchange.request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
  const bytes = await readBody(exchange, manifestBytes);
  if (bytes === null) throw new RegistryError('MANIFEST_INVALID', { maximum: manifestBytes });

  const parts = readManifest(bytes, mediaType);
  for (const digest of parts.blobs) {
    if (!(await repositories.hasBlob(name, digest))) throw new RegistryError('MANIFEST_BLOB_UNKNOWN', { digest });
  }
  for (const digest of parts.manifests) {
    if (!(await repositories.manifestType(name, digest))) throw new RegistryError('MANIFEST_BLOB_UNKNOWN', { digest });
  }
  const expected = 'digest' in reference ? { expected: reference.digest } : {};
  const { digest } = await blobs.write(
    Readable.from([bytes]),
    { ...expected, maxBytes: manifestBytes },
    exchange.signal,
  );
  await repositories.addManifest(name, digest, mediaType);
  if ('tag' in reference) await repositories.tag(name, reference.tag, digest);
  sendEmpty(exchange, 201, { location: `/v2/${name}/manifests/${digest}`, 'docker-content-digest': digest });
}
