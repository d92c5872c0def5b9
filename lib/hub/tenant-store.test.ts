import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ContentStore, openContentStore } from './store/store.ts';
import { removeTenants, tenantStore } from './tenant-store.ts';

const type = 'application/vnd.oci.image.manifest.v1+json';
let folder: string;
let store: ContentStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenants-'));
  store = openContentStore(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const seenBy = (tenant: string | null) => tenantStore(store, 'learner', async () => tenant);

async function push(view: ContentStore, name: string, text: string) {
  const { digest } = await store.blobs.write(
    Readable.from([Buffer.from(text)]),
    { maxBytes: 100 },
    AbortSignal.timeout(5_000),
  );
  await view.repositories.addManifest(name, digest, type);
  await view.repositories.addBlob(name, digest);
  await view.repositories.tag(name, 'v1', digest);
  return digest;
}

describe('tenantStore', () => {
  it('gives each tenant a namespace of the same name that only he sees', async () => {
    const mia = await push(seenBy('main.mia'), 'learner/app', 'of mia');
    const tom = await push(seenBy('main.tom'), 'learner/app', 'of tom');
    expect(await seenBy('main.mia').repositories.resolve('learner/app', 'v1')).toBe(mia);
    expect(await seenBy('main.tom').repositories.resolve('learner/app', 'v1')).toBe(tom);
    expect(await seenBy('main.tom').repositories.contents('learner')).toEqual([tom]);
    expect(await seenBy('main.eve').repositories.has('learner/app')).toBe(false);
    expect(await seenBy(null).repositories.has('learner/app')).toBe(false);
  });

  it('hides where namespaces really are, and lists only the own one', async () => {
    await push(seenBy('main.mia'), 'learner/app', 'of mia');
    await push(store, 'library/nginx', 'of everybody');
    expect(await seenBy('main.mia').repositories.list()).toEqual(['learner/app', 'library/nginx']);
    expect(await seenBy('main.tom').repositories.list()).toEqual(['library/nginx']);
    expect(await seenBy('main.tom').repositories.has('learner--main.mia/app')).toBe(false);
    expect(await seenBy('main.tom').repositories.has('library/nginx')).toBe(true);
  });

  it('nobody cannot write there, and nobody can write where namespaces really are', async () => {
    const denied = { registryCode: 'DENIED' };
    await expect(push(seenBy(null), 'learner/app', 'x')).rejects.toMatchObject(denied);
    await expect(seenBy(null).uploads.start('learner/app', 'learner')).rejects.toMatchObject(denied);
    await expect(push(seenBy('main.tom'), 'learner--main.mia/app', 'x')).rejects.toMatchObject(denied);
  });

  it('uploads belong to their tenant', async () => {
    const id = await seenBy('main.mia').uploads.start('learner/app', 'learner');
    await expect(seenBy('main.tom').uploads.size(id, 'learner/app')).rejects.toMatchObject({
      registryCode: 'BLOB_UPLOAD_UNKNOWN',
    });
    expect(await seenBy('main.mia').uploads.size(id, 'learner/app')).toBe(0);
  });

  it('asks who it is only when it matters', async () => {
    await push(store, 'library/nginx', 'of everybody');
    const view = tenantStore(store, 'learner', () => Promise.reject(new Error('asked')));
    expect(await view.repositories.has('library/nginx')).toBe(true);
    await expect(view.repositories.has('learner/app')).rejects.toThrow('asked');
  });
});

it('removeTenants removes those who are gone and nothing else', async () => {
  for (const tenant of ['main.mia', 'main.tom', 'other.eve']) await push(seenBy(tenant), 'learner/app', tenant);
  await push(store, 'library/nginx', 'of everybody');
  const keep = (tenant: string) => !tenant.startsWith('main.') || tenant === 'main.tom';
  expect(await removeTenants(store, 'learner', keep)).toBe(1);
  expect(await store.repositories.list()).toEqual(['learner--main.tom/app', 'learner--other.eve/app', 'library/nginx']);
});
