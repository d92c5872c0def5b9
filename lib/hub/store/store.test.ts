import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Digest } from '../reference.ts';
import { type ContentStore, openContentStore } from './store.ts';

let folder: string;
let store: ContentStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
  store = openContentStore(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const digestOf = (text: string): Digest => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const never = new AbortController().signal;
const write = (text: string, options: { expected?: Digest; maxBytes?: number } = {}, signal = never) =>
  store.blobs.write(Readable.from([Buffer.from(text)]), { maxBytes: 100, ...options }, signal);
const filesIn = async (part: string) =>
  (await readdir(folder, { recursive: true })).filter((name) => name.startsWith(`${part}/`));

async function textOf(stream: Readable): Promise<string> {
  return Buffer.concat(await stream.toArray()).toString();
}

describe('blobs', () => {
  it('are found by what they are', async () => {
    expect(await write('hello')).toEqual({ digest: digestOf('hello'), size: 5 });
    expect(await store.blobs.size(digestOf('hello'))).toBe(5);
    expect(await textOf(store.blobs.read(digestOf('hello'), { start: 1, end: 3 }))).toBe('ell');
    expect(await store.blobs.size(digestOf('other'))).toBeNull();
  });

  it('leave nothing when they are wrong, too long, cut off or given up', async () => {
    await expect(write('hello', { expected: digestOf('other') })).rejects.toMatchObject({
      registryCode: 'DIGEST_INVALID',
    });
    await expect(write('hello', { maxBytes: 4 })).rejects.toMatchObject({ registryCode: 'SIZE_INVALID' });
    await expect(write('hello', {}, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    async function* breaking() {
      yield Buffer.from('hel');
      throw new Error('cut');
    }
    await expect(store.blobs.write(breaking(), { maxBytes: 100 }, never)).rejects.toThrow('cut');
    expect([...(await filesIn('incoming')), ...(await filesIn('blobs'))]).toEqual([]);
  });
});

describe('repositories', () => {
  it('are those with a manifest, also below one another', async () => {
    for (const name of ['mia/app', 'mia/app/web', 'library/nginx'])
      await store.repositories.addManifest(name, digestOf(name), 'type');
    await store.repositories.addBlob('tom/unfinished', digestOf('blob'));
    expect(await store.repositories.list()).toEqual(['library/nginx', 'mia/app', 'mia/app/web']);
    expect(await store.repositories.has('tom/unfinished')).toBe(false);
    expect(await store.repositories.contents('mia')).toEqual([]);
    expect(await store.repositories.contents('tom')).toEqual([digestOf('blob')]);
  });

  it('move tags and show them to another process at once', async () => {
    const other = openContentStore(folder);
    await store.repositories.tag('mia/app', 'latest', digestOf('one'));
    await store.repositories.tag('mia/app', 'latest', digestOf('two'));
    expect(await other.repositories.resolve('mia/app', 'latest')).toBe(digestOf('two'));
    expect(await other.repositories.resolve('mia/app', 'x'.repeat(128))).toBeNull();
    await other.repositories.untag('mia/app', 'latest');
    expect(await store.repositories.tags('mia/app')).toEqual([]);
  });
});

describe('uploads', () => {
  const append = (id: string, text: string, maxBytes = 100) =>
    store.uploads.append(id, 'mia/app', Readable.from([Buffer.from(text)]), maxBytes, never);

  it('grow piece by piece, also after a restart', async () => {
    const id = await store.uploads.start('mia/app', 'mia');
    expect(await append(id, 'hel')).toBe(3);
    store = openContentStore(folder);
    expect(await append(id, 'lo')).toBe(5);
    expect(await store.uploads.digest(id)).toBe(digestOf('hello'));
    expect(await store.uploads.namespaceSize('mia')).toBe(5);
    await expect(append(id, 'too much', 6)).rejects.toMatchObject({ registryCode: 'SIZE_INVALID' });
    expect(await store.uploads.size(id, 'mia/app')).toBe(5);
    await expect(store.uploads.size(id, 'mia/other')).rejects.toMatchObject({ registryCode: 'BLOB_UPLOAD_UNKNOWN' });
    await expect(store.uploads.size('../../etc/passwd', 'mia/app')).rejects.toMatchObject({
      registryCode: 'BLOB_UPLOAD_UNKNOWN',
    });
  });

  it('take one writer at a time', async () => {
    const id = await store.uploads.start('mia/app', 'mia');
    const gate = Promise.withResolvers<void>();
    async function* slow() {
      await gate.promise;
      yield Buffer.from('slow');
    }
    const first = store.uploads.append(id, 'mia/app', slow(), 100, never);
    await expect(append(id, 'x')).rejects.toMatchObject({ registryCode: 'RANGE_INVALID' });
    gate.resolve();
    expect(await first).toBe(4);
  });

  it('are limited in number per namespace, and swept when nobody went on', async () => {
    for (let count = 0; count < 32; count += 1) await store.uploads.start('mia/app', 'mia');
    await expect(store.uploads.start('mia/app', 'mia')).rejects.toMatchObject({ registryCode: 'TOOMANYREQUESTS' });
    // What a process killed while writing leaves behind.
    await writeFile(join(folder, 'incoming/half-written'), 'x');
    const longAgo = new Date(Date.now() - 3_600_000);
    for (const name of [...(await filesIn('uploads')), ...(await filesIn('incoming'))])
      await utimes(join(folder, name), longAgo, longAgo);
    const fresh = await store.uploads.start('tom/app', 'tom');
    await store.uploads.sweep(Date.now() - 60_000);
    expect(await filesIn('incoming')).toEqual([]);
    expect(await store.uploads.size(fresh, 'tom/app')).toBe(0);
    expect(await store.uploads.namespaceSize('mia')).toBe(0);
    await store.uploads.start('mia/app', 'mia');
  });
});
