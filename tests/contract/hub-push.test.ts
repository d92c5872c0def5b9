import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ask, digestOf, errorOf } from './hub-client.ts';
import { type HubFixture, hubFixture, layer, manifestText, manifestType } from './hub-fixture.ts';

let hub: HubFixture;
beforeAll(async () => {
  hub = await hubFixture({ blobBytes: 1_000_000, namespaceBytes: 1_500_000 });
});
afterAll(async () => {
  await hub[Symbol.asyncDispose]();
});

/** As the learner mia, who may push below `mia/`. */
const asMia = (repository: string, path: string, ask: Ask = {}) =>
  hub.askAs(repository, `/v2/${repository}/${path}`, { ...ask, actions: 'pull,push', login: 'mia:right:secret' });

async function start(repository: string): Promise<string> {
  const answer = await asMia(repository, 'blobs/uploads/', { method: 'POST' });
  expect(answer.status).toBe(202);
  return String(answer.headers.location).replace(`/v2/${repository}/`, '');
}

describe('push', () => {
  it('takes a blob in chunks, then the manifest, and the image can be pulled by anybody', async () => {
    const bytes = Buffer.from('a layer of my own');
    const config = Buffer.from('{"os":"linux","mine":true}');
    const upload = await start('mia/app');
    const first = await asMia('mia/app', upload, {
      method: 'PATCH',
      body: bytes.subarray(0, 7),
      headers: { 'content-range': '0-6' },
    });
    expect([first.status, first.headers.range]).toEqual([202, '0-6']);
    expect((await asMia('mia/app', upload)).headers.range).toBe('0-6');
    const gap = await asMia('mia/app', upload, { method: 'PATCH', body: 'x', headers: { 'content-range': '9-9' } });
    expect([gap.status, errorOf(gap).code]).toEqual([416, 'RANGE_INVALID']);
    await asMia('mia/app', upload, { method: 'PATCH', body: bytes.subarray(7, 10) });
    const put = await asMia('mia/app', `${upload}?digest=${digestOf(bytes)}`, {
      method: 'PUT',
      body: bytes.subarray(10),
    });
    expect([put.status, put.headers['docker-content-digest']]).toEqual([201, digestOf(bytes)]);

    const whole = await asMia('mia/app', `blobs/uploads/?digest=${digestOf(config)}`, { method: 'POST', body: config });
    expect(whole.status).toBe(201);
    const text = manifestText({ digest: digestOf(config), size: config.length }, [
      { digest: digestOf(bytes), size: bytes.length },
    ]);
    const manifest = await asMia('mia/app', 'manifests/1.0', {
      method: 'PUT',
      body: text,
      headers: { 'content-type': manifestType },
    });
    expect([manifest.status, manifest.headers['docker-content-digest']]).toEqual([201, digestOf(text)]);

    expect((await hub.askAs('mia/app', '/v2/mia/app/manifests/1.0')).body.toString()).toBe(text);
    expect((await hub.askAs('mia/app', `/v2/mia/app/blobs/${digestOf(bytes)}`)).body.equals(bytes)).toBe(true);
  });

  it('mounts a layer of another repository instead of taking it again', async () => {
    const bearer = await hub.token(
      ['repository:mia/web:pull,push', 'repository:library/nginx:pull'],
      'mia:right:secret',
    );
    const mount = (digest: string) =>
      hub.ask(`/v2/mia/web/blobs/uploads/?mount=${digest}&from=library/nginx`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}` },
      });
    expect((await mount(hub.image.layer)).status).toBe(201);
    expect((await asMia('mia/web', `blobs/${hub.image.layer}`, { method: 'HEAD' })).headers['content-length']).toBe(
      String(layer.length),
    );
    expect((await mount(`sha256:${'0'.repeat(64)}`)).status).toBe(202);
  });

  it('refuses strangers and other namespaces in the way that makes the engine say "denied" at once', async () => {
    for (const [repository, login] of [
      ['library/nginx', 'mia:right:secret'],
      ['tom/app', 'mia:right:secret'],
      ['mia/app', undefined],
    ] as const) {
      const answer = await hub.askAs(repository, `/v2/${repository}/blobs/uploads/`, {
        method: 'POST',
        actions: 'pull,push',
        login,
      });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toContain(
        `scope="repository:${repository}:pull,push",error="insufficient_scope"`,
      );
    }
  });

  it('refuses content that is not what its digest says and keeps nothing of it', async () => {
    const upload = await start('mia/app');
    const wrong = digestOf('something else');
    const put = await asMia('mia/app', `${upload}?digest=${wrong}`, { method: 'PUT', body: 'something' });
    expect([put.status, errorOf(put).code]).toEqual([400, 'DIGEST_INVALID']);
    expect(errorOf(await asMia('mia/app', upload)).code).toBe('BLOB_UPLOAD_UNKNOWN');
    expect(await hub.store.blobs.size(wrong)).toBeNull();
  });

  it('refuses manifests with missing parts, other types and no sense', async () => {
    const put = (body: string, type = manifestType, reference = 'x') =>
      asMia('mia/app', `manifests/${reference}`, { method: 'PUT', body, headers: { 'content-type': type } });
    const missing = manifestText({ digest: digestOf('nowhere'), size: 7 }, []);
    expect(errorOf(await put(missing)).code).toBe('MANIFEST_BLOB_UNKNOWN');
    expect(errorOf(await put('{')).code).toBe('MANIFEST_INVALID');
    expect(errorOf(await put('[]')).code).toBe('MANIFEST_INVALID');
    expect(errorOf(await put(missing, 'text/html')).code).toBe('MANIFEST_INVALID');
    expect(errorOf(await put(`{"schemaVersion":2,"config":{"digest":"../../x","size":1},"layers":[]}`)).code).toBe(
      'MANIFEST_INVALID',
    );
    expect((await hub.askAs('mia/app', '/v2/mia/app/manifests/x')).status).toBe(404);
  });

  it('an upload belongs to its repository', async () => {
    const upload = await start('mia/app');
    expect(errorOf(await asMia('mia/web', upload)).code).toBe('BLOB_UPLOAD_UNKNOWN');
    expect((await asMia('mia/app', upload, { method: 'DELETE' })).status).toBe(204);
    expect(errorOf(await asMia('mia/app', upload)).code).toBe('BLOB_UPLOAD_UNKNOWN');
  });

  it('keeps blobs and namespaces within their limits', async () => {
    const big = await asMia('mia/app', await start('mia/app'), { method: 'PATCH', body: Buffer.alloc(1_000_001) });
    expect([big.status, errorOf(big).code]).toEqual([413, 'SIZE_INVALID']);

    const fill = Buffer.alloc(900_000, 'fill');
    const asTom = (path: string, body: Buffer) =>
      hub.askAs('tom/app', `/v2/tom/app/${path}`, {
        method: 'POST',
        body,
        actions: 'pull,push',
        login: 'tom:right:secret',
      });
    expect((await asTom(`blobs/uploads/?digest=${digestOf(fill)}`, fill)).status).toBe(201);
    const more = await asTom(`blobs/uploads/?digest=${digestOf(fill)}`, fill);
    expect([more.status, errorOf(more)]).toMatchObject([
      403,
      { code: 'DENIED', message: 'storage of this namespace is full' },
    ]);
  });
});
