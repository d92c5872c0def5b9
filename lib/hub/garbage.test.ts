import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { collectGarbage } from './garbage.ts';
import { imageIndexTypes, imageManifestTypes } from './manifest.ts';
import type { Digest } from './reference.ts';
import { type ContentStore, openContentStore } from './store/store.ts';

const [imageType = ''] = imageManifestTypes;
const [indexType = ''] = imageIndexTypes;
const tomorrow = () => Date.now() + 24 * 3_600_000;

let folder: string;
let store: ContentStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'garbage-'));
  store = openContentStore(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const put = async (text: string) =>
  (await store.blobs.write(Readable.from([Buffer.from(text)]), { maxBytes: 1000 }, AbortSignal.timeout(5000))).digest;

/** An image of one layer, pushed and tagged; returns its manifest and layer. */
async function push(name: string, content: string, tag: string): Promise<{ manifest: Digest; layer: Digest }> {
  const [config, layer] = [await put(`config ${content}`), await put(content)];
  const manifest = await put(
    JSON.stringify({ schemaVersion: 2, config: { digest: config, size: 1 }, layers: [{ digest: layer, size: 1 }] }),
  );
  for (const blob of [config, layer]) await store.repositories.addBlob(name, blob);
  await store.repositories.addManifest(name, manifest, imageType);
  await store.repositories.tag(name, tag, manifest);
  return { manifest, layer };
}

it('an official image that got newer loses its old content, shared layers and learners keep theirs', async () => {
  const old = await push('library/debian', 'old', 'latest');
  const shared = await push('library/debian', 'shared', 'stable');
  const mine = await push('mia/app', 'first', 'latest');
  await push('mia/app', 'second', 'latest');
  await push('library/debian', 'new', 'latest');

  expect(await collectGarbage(store, tomorrow())).toBeGreaterThan('config old'.length + 'old'.length);
  expect(await store.repositories.manifestType('library/debian', old.manifest)).toBeNull();
  expect(await store.blobs.size(old.layer)).toBeNull();
  for (const kept of [shared.manifest, shared.layer, mine.manifest, mine.layer])
    expect(await store.blobs.size(kept)).not.toBeNull();
});

it('follows a list of images to its members, and spares what is still being pushed', async () => {
  const member = await push('library/nginx', 'member', 'wrong');
  const list = await put(JSON.stringify({ schemaVersion: 2, manifests: [{ digest: member.manifest, size: 1 }] }));
  await store.repositories.addManifest('library/nginx', list, indexType);
  await store.repositories.tag('library/nginx', 'latest', list);
  await store.repositories.untag('library/nginx', 'wrong');
  const loose = await put('a layer without a manifest yet');

  expect(await collectGarbage(store, Date.now())).toBe(0);
  expect(await store.blobs.size(loose)).not.toBeNull();
  expect(await collectGarbage(store, tomorrow())).toBe('a layer without a manifest yet'.length);
  expect(await store.blobs.size(member.layer)).not.toBeNull();
});
