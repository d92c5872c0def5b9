/** What a registry must survive: refused with the specification's code, nothing kept half, and the next request is answered. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rmdir } from 'node:fs/promises';
import type { ClientRequest } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { type Ask, digestOf, errorOf } from './hub-client.ts';
import { type HubFixture, hubFixture, manifestText, manifestType } from './hub-fixture.ts';

const run = promisify(execFile);
const login = 'mia:right:secret';

const asMia = (hub: HubFixture, path: string, ask: Ask = {}) =>
  hub.askAs('mia/app', path.startsWith('/') ? path : `/v2/mia/app/${path}`, { ...ask, actions: 'pull,push', login });

const begin = async (hub: HubFixture) =>
  String((await asMia(hub, 'blobs/uploads/', { method: 'POST' })).headers.location);

/** Sends a PATCH that promises more than it sends; whoever calls it goes on writing or hangs up. */
async function halfPatch(hub: HubFixture, path: string, bytes: Uint8Array, promised: number): Promise<ClientRequest> {
  const bearer = await hub.token(['repository:mia/app:pull,push'], login);
  const headers = { host: 'registry-1.docker.io', authorization: `Bearer ${bearer}`, 'content-length': promised };
  const options = { host: '127.0.0.1', port: hub.httpsPort, path, method: 'PATCH', headers, ca: hub.ca.caPem };
  const sent = request({ ...options, servername: 'registry-1.docker.io' });
  sent.on('error', () => undefined);
  sent.write(bytes);
  return sent;
}

describe('bad input', () => {
  let hub: HubFixture;
  beforeEach(async () => {
    hub = await hubFixture({ blobBytes: 1_000_000 });
  });
  afterEach(async () => {
    // Whatever was tried, pulling goes on.
    expect((await hub.askAs('library/nginx', '/v2/library/nginx/manifests/latest')).status).toBe(200);
    await hub[Symbol.asyncDispose]();
  });

  it('an upload cut off in the middle can be resumed where it was, and is no blob before', async () => {
    const bytes = Buffer.alloc(300_000, 'cut');
    const path = await begin(hub);
    const sent = await halfPatch(hub, path, bytes.subarray(0, 100_000), bytes.length);
    await until(async () => (await asMia(hub, path)).headers.range === '0-99999');
    sent.destroy();
    expect(await hub.store.blobs.size(digestOf(bytes))).toBeNull();
    const put = () => asMia(hub, `${path}?digest=${digestOf(bytes)}`, { method: 'PUT', body: bytes.subarray(100_000) });
    // Until the hub has noticed that the first connection is gone, the upload is somebody's.
    await until(async () => (await put()).status === 201);
    expect(await hub.store.blobs.size(digestOf(bytes))).toBe(bytes.length);
  });

  it('a slow upload holds up nobody, and nobody can write into it meanwhile', async () => {
    const path = await begin(hub);
    const sent = await halfPatch(hub, path, Buffer.from('slowly'), 1000);
    await until(async () => (await asMia(hub, path)).headers.range === '0-5');
    const intruder = await asMia(hub, path, { method: 'PATCH', body: 'x' });
    expect([intruder.status, errorOf(intruder).code]).toEqual([416, 'RANGE_INVALID']);
    const other = Buffer.from('another layer');
    expect((await asMia(hub, `blobs/uploads/?digest=${digestOf(other)}`, { method: 'POST', body: other })).status).toBe(
      201,
    );
    sent.destroy();
  });

  it.each([
    ['', 400, 'DIGEST_INVALID'],
    ['?digest=', 400, 'DIGEST_INVALID'],
    ['?digest=sha256:1234', 400, 'DIGEST_INVALID'],
    ['?digest=md5:d41d8cd98f00b204e9800998ecf8427e', 400, 'DIGEST_INVALID'],
    [`?digest=sha256:${'A'.repeat(64)}`, 400, 'DIGEST_INVALID'],
    [`?digest=${digestOf('something else')}`, 400, 'DIGEST_INVALID'],
  ])('an upload finished with %j', async (query, status, code) => {
    const answer = await asMia(hub, `${await begin(hub)}${query}`, { method: 'PUT', body: 'content' });
    expect([answer.status, errorOf(answer).code]).toEqual([status, code]);
    expect(await hub.store.blobs.size(digestOf('content'))).toBeNull();
  });

  it('a layer larger than allowed, announced or not, leaves nothing behind', async () => {
    const bytes = Buffer.alloc(1_000_001);
    const both: Record<string, string>[] = [{}, { 'transfer-encoding': 'chunked' }];
    for (const headers of both) {
      const path = await begin(hub);
      const answer = await asMia(hub, path, { method: 'PATCH', body: bytes, headers });
      expect([answer.status, errorOf(answer).code]).toEqual([413, 'SIZE_INVALID']);
      expect(errorOf(await asMia(hub, path)).code).toBe('BLOB_UPLOAD_UNKNOWN');
    }
  });

  it('a manifest whose parts were never pushed, are too many to read, or are none', async () => {
    const put = (body: string) =>
      asMia(hub, 'manifests/bad', { method: 'PUT', body, headers: { 'content-type': manifestType } });
    const part = { digest: digestOf('never pushed'), size: 12 };
    expect(errorOf(await put(manifestText(part, [part]))).code).toBe('MANIFEST_BLOB_UNKNOWN');
    expect(errorOf(await put(`{"schemaVersion":2,"layers":${'['.repeat(50_000)}${']'.repeat(50_000)}}`)).code).toBe(
      'MANIFEST_INVALID',
    );
    expect(errorOf(await put(`{"padding":"${'x'.repeat(5_000_000)}"}`)).code).toBe('MANIFEST_INVALID');
    expect((await asMia(hub, 'manifests/bad')).status).toBe(404);
  });

  it.each([
    '/v2/../../etc/passwd/blobs/uploads/',
    '/v2/mia/%2e%2e/tom/manifests/latest',
    '/v2/mia/..%2ftom/manifests/latest',
    '/v2/%2fetc/passwd/manifests/latest',
    '/v2/mia/app/manifests/..%2f..%2fsecret',
    '/v2/mia/app/blobs/sha256:..%2f..%2f..%2fetc%2fpasswd',
    '/v2/mia/app/blobs/uploads/..%2f..%2fx',
    '/v2/mia/_blobs/manifests/latest',
    '/v2/mia/app%00/manifests/latest',
    '/v2/Mia/App/manifests/latest',
    '/v2/mia/app/manifests/%ff%fe',
    `/v2/${'a/'.repeat(200)}x/manifests/latest`,
    `/v2/mia/app/manifests/${'t'.repeat(129)}`,
  ])('the path %s leads nowhere', async (path) => {
    const answer = await asMia(hub, path);
    expect([400, 401, 404]).toContain(answer.status);
    expect(answer.body.toString()).not.toContain('root:');
  });
});

describe('a full disk', () => {
  it.runIf(process.getuid?.() === 0)(
    'refuses the push, keeps nothing of it, and goes on when there is room',
    async () => {
      const disk = await mkdtemp(join(tmpdir(), 'disk-'));
      await run('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]);
      try {
        const hub = await hubFixture({}, undefined, disk);
        const big = Buffer.alloc(4_000_000, 'big');
        const small = Buffer.alloc(100_000, 'small');
        const path = await begin(hub);
        const answer = await asMia(hub, path, { method: 'PATCH', body: big });
        expect([answer.status, errorOf(answer)]).toMatchObject([
          403,
          { code: 'DENIED', message: 'the disk of the registry is full' },
        ]);
        expect(errorOf(await asMia(hub, path)).code).toBe('BLOB_UPLOAD_UNKNOWN');
        expect(await readdir(join(hub.folder, 'hub', 'incoming'))).toEqual([]);
        const after = await asMia(hub, `blobs/uploads/?digest=${digestOf(small)}`, { method: 'POST', body: small });
        expect(after.status).toBe(201);
        await hub[Symbol.asyncDispose]();
      } finally {
        await run('umount', ['-l', disk]);
        await rmdir(disk);
      }
    },
  );
});
