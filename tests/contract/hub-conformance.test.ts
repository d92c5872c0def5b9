/**
 * The workflows of the OCI distribution specification v1.1, as its own conformance suite goes through them: pull, push in all
 * three ways, content discovery. https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Ask, digestOf, errorOf } from './hub-client.ts';
import { type HubFixture, hubFixture } from './hub-fixture.ts';

const types = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
};

let hub: HubFixture;
beforeAll(async () => {
  hub = await hubFixture();
});
afterAll(async () => {
  await hub[Symbol.asyncDispose]();
});

const repository = 'mia/conformance';
const ask = (path: string, options: Ask = {}): Promise<Answer> =>
  hub.askAs(repository, path.startsWith('/') ? path : `/v2/${repository}/${path}`, {
    ...options,
    actions: 'pull,push',
    login: 'mia:right:secret',
  });

/** A location the hub gave, with a digest added as the specification says: by & when it has a query already. */
const finished = (location: unknown, digest: string) =>
  `${location}${String(location).includes('?') ? '&' : '?'}digest=${digest}`;

async function pushBlob(bytes: Uint8Array): Promise<void> {
  const begun = await ask('blobs/uploads/', { method: 'POST' });
  const headers = { 'content-type': 'application/octet-stream', 'content-length': String(bytes.length) };
  const done = await ask(finished(begun.headers.location, digestOf(bytes)), { method: 'PUT', headers, body: bytes });
  expect(done.status).toBe(201);
}

function imageManifest(config: Uint8Array, layers: readonly Uint8Array[]): string {
  const descriptor = (mediaType: string, bytes: Uint8Array) => ({
    mediaType,
    size: bytes.length,
    digest: digestOf(bytes),
  });
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: types.manifest,
    config: descriptor(types.config, config),
    layers: layers.map((layer) => descriptor(types.layer, layer)),
    annotations: { 'org.opencontainers.image.title': 'conformance' },
  });
}

const putManifest = (reference: string, body: string, type = types.manifest) =>
  ask(`manifests/${reference}`, { method: 'PUT', headers: { 'content-type': type }, body });

const config = Buffer.from('{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}');
const layers = ['first', 'second', 'third'].map((text) => Buffer.from(`${text} layer `.repeat(50)));
const manifest = imageManifest(config, layers.slice(0, 1));

describe('push', () => {
  it('POST then PUT', async () => {
    const begun = await ask('blobs/uploads/', { method: 'POST' });
    expect(begun.status).toBe(202);
    expect(begun.headers.location).toBeTruthy();
    await pushBlob(config);
    expect((await ask(`blobs/${digestOf(config)}`, { method: 'HEAD' })).status).toBe(200);
  });

  it('a single POST', async () => {
    const bytes = layers[0] ?? config;
    const done = await ask(`blobs/uploads/?digest=${digestOf(bytes)}`, { method: 'POST', body: bytes });
    expect(done.status).toBe(201);
    const pulled = await ask(String(done.headers.location));
    expect(pulled.body.equals(bytes)).toBe(true);
  });

  it('in chunks, of which one out of order is refused and the way on can be asked for', async () => {
    const bytes = layers[1] ?? config;
    const half = bytes.length >> 1;
    const begun = await ask('blobs/uploads/', { method: 'POST', headers: { 'content-length': '0' } });
    const late = await ask(String(begun.headers.location), {
      method: 'PATCH',
      headers: { 'content-range': `${half}-${bytes.length - 1}` },
      body: bytes.subarray(half),
    });
    expect(late.status).toBe(416);
    const first = await ask(String(begun.headers.location), {
      method: 'PATCH',
      headers: { 'content-range': `0-${half - 1}` },
      body: bytes.subarray(0, half),
    });
    expect([first.status, first.headers.range]).toEqual([202, `0-${half - 1}`]);
    const asked = await ask(String(first.headers.location));
    expect([asked.status, asked.headers.range]).toEqual([204, `0-${half - 1}`]);
    const done = await ask(finished(asked.headers.location, digestOf(bytes)), {
      method: 'PUT',
      headers: { 'content-range': `${half}-${bytes.length - 1}` },
      body: bytes.subarray(half),
    });
    expect(done.status).toBe(201);
    expect((await ask(`blobs/${digestOf(bytes)}`)).body.equals(bytes)).toBe(true);
  });

  it('streamed, without a length', async () => {
    const bytes = layers[2] ?? config;
    const begun = await ask('blobs/uploads/', { method: 'POST' });
    const headers = { 'transfer-encoding': 'chunked' };
    const sent = await ask(String(begun.headers.location), { method: 'PATCH', headers, body: bytes });
    expect(sent.status).toBe(202);
    const done = await ask(finished(sent.headers.location, digestOf(bytes)), { method: 'PUT' });
    expect(done.status).toBe(201);
  });

  it('a manifest by tag, by digest, and under a second tag', async () => {
    for (const reference of ['v1', digestOf(manifest), 'v1-again']) {
      const put = await putManifest(reference, manifest);
      expect([put.status, put.headers['docker-content-digest']]).toEqual([201, digestOf(manifest)]);
      expect((await ask(String(put.headers.location))).body.toString()).toBe(manifest);
    }
  });

  it('an empty layer, a manifest without layers, and an index', async () => {
    await pushBlob(Buffer.alloc(0));
    const plain = imageManifest(config, []);
    expect((await putManifest('plain', plain)).status).toBe(201);
    const entries = [manifest, plain].map((text) => ({
      mediaType: types.manifest,
      size: text.length,
      digest: digestOf(text),
      platform: { os: 'linux', architecture: 'amd64' },
    }));
    const index = JSON.stringify({ schemaVersion: 2, mediaType: types.index, manifests: entries });
    expect((await putManifest('many', index, types.index)).status).toBe(201);
    expect((await ask('manifests/many')).headers['content-type']).toBe(types.index);
  });

  it('a tag can be moved', async () => {
    const other = imageManifest(config, layers.slice(0, 2));
    await putManifest('moving', manifest);
    await putManifest('moving', other);
    expect((await ask('manifests/moving')).headers['docker-content-digest']).toBe(digestOf(other));
    expect((await ask(`manifests/${digestOf(manifest)}`)).status).toBe(200);
  });
});

describe('pull', () => {
  it('says that it speaks version 2', async () => {
    const bearer = await hub.token([], 'mia:right:secret');
    expect((await hub.ask('/v2/', { headers: { authorization: `Bearer ${bearer}` } })).status).toBe(200);
  });

  it('HEAD and GET of a manifest and of a blob agree', async () => {
    for (const path of ['manifests/v1', `manifests/${digestOf(manifest)}`, `blobs/${digestOf(config)}`]) {
      const head = await ask(path, { method: 'HEAD' });
      const whole = await ask(path);
      expect([head.status, whole.status, head.body.length]).toEqual([200, 200, 0]);
      expect(head.headers['content-length']).toBe(String(whole.body.length));
      expect(head.headers['docker-content-digest']).toBe(digestOf(whole.body));
    }
  });

  it('what is not there is 404 with its code, also for HEAD', async () => {
    const none = digestOf('nobody pushed this');
    expect(errorOf(await ask('manifests/nosuch')).code).toBe('MANIFEST_UNKNOWN');
    expect(errorOf(await ask(`manifests/${none}`)).code).toBe('MANIFEST_UNKNOWN');
    expect(errorOf(await ask(`blobs/${none}`)).code).toBe('BLOB_UNKNOWN');
    for (const path of ['manifests/nosuch', `blobs/${none}`])
      expect((await ask(path, { method: 'HEAD' })).status).toBe(404);
  });
});

describe('content discovery', () => {
  it('lists a thousand tags in order, whole and in pages that link to each other', async () => {
    const tags = Array.from({ length: 1000 }, (_, index) => `t${String(index).padStart(4, '0')}`);
    const digest = digestOf(manifest);
    for (const tag of tags) await hub.store.repositories.tag(repository, tag, digest);
    const whole = JSON.parse((await ask('tags/list')).body.toString());
    expect(whole.name).toBe(repository);
    expect(whole.tags).toEqual([...whole.tags].sort());
    expect(whole.tags).toEqual(expect.arrayContaining(tags));

    const paged: string[] = [];
    let path = 'tags/list?n=300';
    let pages = 0;
    while (path) {
      const page = await ask(path);
      paged.push(...JSON.parse(page.body.toString()).tags);
      pages += 1;
      path = /^<([^>]+)>; rel="next"$/.exec(String(page.headers.link ?? ''))?.[1] ?? '';
    }
    expect(paged).toEqual(whole.tags);
    expect(pages).toBe(Math.ceil(whole.tags.length / 300));
    expect(JSON.parse((await ask('tags/list?n=0')).body.toString()).tags).toEqual([]);
  });
});

describe('content management', () => {
  it('deleting is not offered, and the answer says so', async () => {
    for (const path of ['manifests/v1', `manifests/${digestOf(manifest)}`, `blobs/${digestOf(config)}`]) {
      const answer = await ask(path, { method: 'DELETE' });
      expect([answer.status, errorOf(answer).code]).toEqual([405, 'UNSUPPORTED']);
    }
  });
});
