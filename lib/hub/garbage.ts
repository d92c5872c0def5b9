import { readManifest } from './manifest.ts';
import type { Digest } from './reference.ts';
import type { ContentStore } from './store/store.ts';

/** Content younger than this may belong to a push or a build whose manifest is still to come. */
const youngMs = 3_600_000;

/**
 * Forgets manifests of official images (`library/`) no tag leads to any more, which only a newer kit leaves behind, then
 * removes content no repository holds. What learners pushed keeps every manifest: it may be pulled by digest.
 * Safe while the hub serves: a pull of an old manifest that has already begun may have to be repeated. Returns bytes freed.
 */
export async function collectGarbage(store: ContentStore, now: number): Promise<number> {
  const { blobs, repositories } = store;
  for (const name of await repositories.list()) if (name.startsWith('library/')) await forgetUntagged(store, name);
  const held = new Set(await repositories.contents(''));
  let freed = 0;
  for (const blob of await blobs.list()) {
    if (held.has(blob.digest) || blob.modifiedAt > now - youngMs) continue;
    await blobs.remove(blob.digest);
    freed += blob.size;
  }
  return freed;
}

async function forgetUntagged({ blobs, repositories }: ContentStore, name: string): Promise<void> {
  const reached = new Set<Digest>();
  async function reach(digest: Digest): Promise<void> {
    const mediaType = await repositories.manifestType(name, digest);
    if (mediaType === null || reached.has(digest)) return;
    reached.add(digest);
    const parts = readManifest(Buffer.concat(await blobs.read(digest).toArray()), mediaType);
    for (const part of parts.blobs) reached.add(part);
    for (const part of parts.manifests) await reach(part);
  }
  for (const tag of await repositories.tags(name)) {
    const digest = await repositories.resolve(name, tag);
    if (digest !== null) await reach(digest);
  }
  for (const digest of await repositories.contents(name))
    if (!reached.has(digest)) await repositories.forget(name, digest);
}
