import { readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openContentStore } from '#lib/hub/index.ts';
import { digestOf, errorOf, hubClient } from './hub-client.ts';
import { type HubFixture, hubFixture, layer, manifestText } from './hub-fixture.ts';

/** What passes between the hub and its upstream, counted; `fail` may answer a request itself. */
async function countingRelay(port: number) {
  const counts = new Map<string, number>();
  const relay = {
    fail: (_: IncomingMessage, __: ServerResponse): boolean => false,
    count: (path: string) => counts.get(path) ?? 0,
  };
  const server = createServer((incoming, response) => {
    const path = incoming.url ?? '';
    counts.set(path, (counts.get(path) ?? 0) + 1);
    if (relay.fail(incoming, response)) return;
    const onward = { host: '127.0.0.1', port, path, method: incoming.method, headers: incoming.headers };
    incoming.pipe(
      request(onward, (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(response);
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The relay has no port.');
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return Object.assign(relay, { origin: `http://127.0.0.1:${address.port}`, close });
}

let far: HubFixture;
let relay: Awaited<ReturnType<typeof countingRelay>>;
let near: HubFixture;
beforeEach(async () => {
  far = await hubFixture();
  relay = await countingRelay(far.httpPort);
  near = await hubFixture({}, { origin: relay.origin });
  // The hub under test begins with nothing.
  await rm(join(near.folder, 'hub', 'repositories'), { recursive: true });
  await rm(join(near.folder, 'hub', 'blobs'), { recursive: true });
});
afterEach(async () => {
  await near[Symbol.asyncDispose]();
  await relay.close();
  await far[Symbol.asyncDispose]();
});

const name = 'library/nginx';
const manifest = () => near.askAs(name, `/v2/${name}/manifests/latest`);
const blobPath = () => `/v2/${name}/blobs/${far.image.layer}`;

describe('a hub with a registry upstream', () => {
  it('fetches an image on a miss, keeps it, and asks once however many pull it', async () => {
    const pulls = Array.from({ length: 60 }, async (_, index) => {
      const client = hubClient(near.httpsPort, near.ca.caPem, `127.0.1.${index + 1}`);
      try {
        const text = await client.askAs(name, `/v2/${name}/manifests/latest`);
        const blob = await client.askAs(name, blobPath());
        return { status: text.status, text: text.body.toString(), right: blob.body.equals(layer) };
      } finally {
        client.close();
      }
    });
    for (const pull of await Promise.all(pulls)) {
      expect(pull).toEqual({ status: 200, text: far.image.text, right: true });
    }
    expect(relay.count(blobPath())).toBe(1);
    // Two requests of one fetch: the first is answered with where to get a token.
    expect(relay.count(`/v2/${name}/manifests/latest`)).toBe(2);
    await relay.close();
    expect((await manifest()).status).toBe(200);
    expect((await near.askAs(name, blobPath())).body.equals(layer)).toBe(true);
    expect(await near.store.blobs.size(far.image.layer)).toBe(layer.length);
  });

  it('serves a part of what has not come yet, and tells its size', async () => {
    await manifest();
    const part = await near.askAs(name, blobPath(), { headers: { range: 'bytes=10-19' } });
    expect(part).toMatchObject({ status: 206, body: layer.subarray(10, 20) });
    const head = await near.askAs(name, `/v2/${name}/blobs/${far.image.config}`, { method: 'HEAD' });
    expect(head.headers['content-length']).toBe('14');
  });

  it('takes a cut line up where it broke', async () => {
    await manifest();
    const ranges: (string | undefined)[] = [];
    relay.fail = (incoming, response) => {
      if (incoming.url !== blobPath()) return false;
      ranges.push(incoming.headers.range);
      if (ranges.length > 1) return false;
      response.writeHead(200, { 'content-length': layer.length });
      response.write(layer.subarray(0, 40_000), () => setImmediate(() => response.destroy()));
      return true;
    };
    expect((await near.askAs(name, blobPath())).body.equals(layer)).toBe(true);
    expect(ranges[0]).toBeUndefined();
    expect(ranges[1]).toMatch(/^bytes=[1-9]\d*-$/);
  });

  it('stores nothing that is not what its digest says, and can be asked again', async () => {
    await manifest();
    relay.fail = (incoming, response) => {
      if (incoming.url !== blobPath()) return false;
      response.writeHead(200, { 'content-length': layer.length }).end(Buffer.alloc(layer.length, 'evil'));
      return true;
    };
    await expect(near.askAs(name, blobPath())).rejects.toThrow();
    expect(await near.store.blobs.size(far.image.layer)).toBeNull();
    expect(await readdir(join(near.folder, 'hub', 'incoming'))).toEqual([]);
    relay.fail = () => false;
    expect((await near.askAs(name, blobPath())).body.equals(layer)).toBe(true);
  });

  it('remembers for a while what is not there, and says it as Docker Hub does', async () => {
    const tag = `/v2/${name}/manifests/nosuch`;
    await manifest();
    for (let time = 0; time < 3; time += 1) expect(errorOf(await near.askAs(name, tag)).code).toBe('MANIFEST_UNKNOWN');
    expect(relay.count(tag)).toBe(1);
    const other = '/v2/library/nosuch/manifests/latest';
    for (let time = 0; time < 3; time += 1) {
      const refused = await near.askAs('library/nosuch', other);
      expect(refused.status).toBe(401);
      expect(refused.headers['www-authenticate']).toContain('error="insufficient_scope"');
    }
    expect(relay.count(other)).toBe(2);
  });

  it('keeps a list whole and fetches of it what this server runs', async () => {
    const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
    const entry = (digest: string, of: string) => ({
      ...{ mediaType: 'application/vnd.oci.image.manifest.v1+json', size: 2, digest },
      platform: { os: 'linux', architecture: of },
    });
    const listType = 'application/vnd.oci.image.index.v1+json';
    const list = JSON.stringify({
      schemaVersion: 2,
      manifests: [entry(digestOf('elsewhere'), 's390x'), entry(far.image.manifest, architecture)],
    });
    const put = openContentStore(join(far.folder, 'hub'));
    const { Readable } = await import('node:stream');
    const { digest } = await put.blobs.write(
      Readable.from([Buffer.from(list)]),
      { maxBytes: 1e6 },
      AbortSignal.timeout(5_000),
    );
    await put.repositories.addManifest(name, digest, listType);
    await put.repositories.tag(name, 'multi', digest);
    const answer = await near.askAs(name, `/v2/${name}/manifests/multi`);
    expect(answer.headers['content-type']).toBe(listType);
    expect(answer.body.toString()).toBe(list);
    await relay.close();
    expect((await near.askAs(name, `/v2/${name}/manifests/${far.image.manifest}`)).body.toString()).toBe(
      manifestText({ digest: far.image.config, size: 14 }, [{ digest: far.image.layer, size: layer.length }]),
    );
  });

  it('notices at once that nobody answers, serves what it has, and refuses the rest as before', async () => {
    await manifest();
    await relay.close();
    const began = performance.now();
    expect(errorOf(await near.askAs(name, `/v2/${name}/manifests/2`)).code).toBe('MANIFEST_UNKNOWN');
    expect((await near.askAs('library/other', '/v2/library/other/manifests/latest')).status).toBe(401);
    expect(errorOf(await near.askAs(name, blobPath())).code).toBe('BLOB_UNKNOWN');
    expect((await manifest()).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('goes on with what an earlier attempt left', async () => {
    await manifest();
    const left = join(near.folder, 'hub', 'incoming', `fetch-${far.image.layer.slice(7)}`);
    await writeFile(left, layer.subarray(0, 60_000));
    const ranges: (string | undefined)[] = [];
    relay.fail = (incoming) => {
      if (incoming.url === blobPath()) ranges.push(incoming.headers.range);
      return false;
    };
    expect((await near.askAs(name, blobPath())).body.equals(layer)).toBe(true);
    expect(ranges).toEqual(['bytes=60000-']);
  });
});
