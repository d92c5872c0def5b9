import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOf } from './hub-client.ts';
import { type HubFixture, hubFixture, layer, manifestType } from './hub-fixture.ts';

let hub: HubFixture;
beforeAll(async () => {
  hub = await hubFixture();
});
afterAll(async () => {
  await hub[Symbol.asyncDispose]();
});

describe('the token dance', () => {
  it('challenges a client without a token, as Docker Hub does', async () => {
    const version = await hub.ask('/v2/');
    expect(version.status).toBe(401);
    expect(version.headers['www-authenticate']).toBe(
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io"',
    );
    expect(version.headers['docker-distribution-api-version']).toBe('registry/2.0');
    const manifest = await hub.ask('/v2/library/nginx/manifests/latest');
    expect(manifest.headers['www-authenticate']).toContain('scope="repository:library/nginx:pull"');
    expect(errorOf(manifest)).toMatchObject({ code: 'UNAUTHORIZED', message: 'authentication required' });
  });

  it('sends clients that came by another name to the token service there', async () => {
    const answer = await hub.ask('/v2/', { host: 'localhost' });
    expect(answer.headers['www-authenticate']).toContain('realm="https://localhost/token"');
  });

  it('accepts its own tokens and no others', async () => {
    const token = await hub.token([]);
    expect((await hub.ask('/v2/', { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
    for (const wrong of [`${token}x`, token.replace('.', '.A'), 'e30.e30', 'nonsense', '']) {
      const answer = await hub.ask('/v2/', { headers: { authorization: `Bearer ${wrong}` } });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toContain('error="invalid_token"');
    }
  });

  it('does not let a token for one repository read another', async () => {
    const token = await hub.token(['repository:library/nginx:pull']);
    const answer = await hub.ask('/v2/library/redis/tags/list', { headers: { authorization: `Bearer ${token}` } });
    expect(answer.headers['www-authenticate']).toContain('error="insufficient_scope"');
  });
});

describe('login', () => {
  const login = (pair: string) =>
    hub.ask('/token?service=registry.docker.io&account=mia&offline_token=true', {
      host: 'auth.docker.io',
      headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
    });

  it('takes the right password, colons and all', async () => {
    expect((await login('mia:right:secret')).status).toBe(200);
  });

  it('refuses a wrong one in the words the engine prints', async () => {
    for (const pair of ['mia:wrong', 'nobody:right:secret', 'mia', ':']) {
      const answer = await login(pair);
      expect(answer.status).toBe(401);
      expect(JSON.parse(answer.body.toString())).toEqual({ details: 'incorrect username or password' });
    }
  });

  it('takes the OAuth2 form BuildKit sends', async () => {
    const form = (password: string, grant = 'password') =>
      hub.ask('/token', {
        method: 'POST',
        host: 'auth.docker.io',
        body: new URLSearchParams({
          grant_type: grant,
          username: 'mia',
          password,
          scope: 'repository:mia/app:pull,push',
        }).toString(),
      });
    const good = await form('right:secret');
    expect(JSON.parse(good.body.toString())).toMatchObject({ expires_in: 300, access_token: expect.any(String) });
    expect((await form('wrong')).status).toBe(401);
    expect((await form('right:secret', 'refresh_token')).status).toBe(400);
  });
});

describe('pull', () => {
  it('gives the manifest by tag and by digest, and the same headers for HEAD', async () => {
    for (const reference of ['latest', '1', hub.image.manifest]) {
      for (const method of ['GET', 'HEAD']) {
        const answer = await hub.askAs('library/nginx', `/v2/library/nginx/manifests/${reference}`, { method });
        expect(answer.status).toBe(200);
        expect(answer.headers).toMatchObject({
          'content-type': manifestType,
          'docker-content-digest': hub.image.manifest,
          'content-length': String(Buffer.byteLength(hub.image.text)),
        });
        expect(answer.body.toString()).toBe(method === 'GET' ? hub.image.text : '');
      }
    }
  });

  it('gives blobs whole, in part, and not again to who has them', async () => {
    const path = `/v2/library/nginx/blobs/${hub.image.layer}`;
    const get = (headers: Record<string, string> = {}, method = 'GET') =>
      hub.askAs('library/nginx', path, { headers, method });
    expect((await get()).body.equals(layer)).toBe(true);
    expect((await get({}, 'HEAD')).headers['content-length']).toBe('100000');
    const middle = await get({ range: 'bytes=10-19' });
    expect([middle.status, middle.headers['content-range'], middle.body.toString()]).toEqual([
      206,
      'bytes 10-19/100000',
      'layerlayer',
    ]);
    expect((await get({ range: 'bytes=99999-' })).body.length).toBe(1);
    expect((await get({ range: 'bytes=-7' })).headers['content-range']).toBe('bytes 99993-99999/100000');
    expect((await get({ range: 'bytes=0-1,5-6' })).status).toBe(200);
    const outside = await get({ range: 'bytes=100000-' });
    expect([outside.status, outside.headers['content-range']]).toEqual([416, 'bytes */100000']);
    expect((await get({ 'if-none-match': `"${hub.image.layer}"` })).status).toBe(304);
  });

  it('lists tags, in pages when asked', async () => {
    const list = async (query: string) => hub.askAs('library/nginx', `/v2/library/nginx/tags/list${query}`);
    expect(JSON.parse((await list('')).body.toString())).toEqual({ name: 'library/nginx', tags: ['1', 'latest'] });
    const first = await list('?n=1');
    expect(JSON.parse(first.body.toString()).tags).toEqual(['1']);
    expect(first.headers.link).toBe('</v2/library/nginx/tags/list?n=1&last=1>; rel="next"');
    const second = await list('?n=1&last=1');
    expect(JSON.parse(second.body.toString()).tags).toEqual(['latest']);
    expect(second.headers.link).toBeUndefined();
    expect(errorOf(await list('?n=-1')).code).toBe('PAGINATION_NUMBER_INVALID');
  });
});

describe('what is not there', () => {
  it('an unknown image is refused like a private one, from which the engine makes its sentence', async () => {
    const answer = await hub.askAs('library/nosuch', '/v2/library/nosuch/manifests/latest');
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toContain('error="insufficient_scope"');
  });

  it('an unknown tag or digest is MANIFEST_UNKNOWN with a detail, without which the engine does not name the image', async () => {
    const tag = await hub.askAs('library/nginx', '/v2/library/nginx/manifests/nosuch');
    expect(tag.status).toBe(404);
    expect(errorOf(tag)).toEqual({ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown', detail: { Tag: 'nosuch' } });
    const digest = await hub.askAs('library/nginx', `/v2/library/nginx/manifests/${hub.image.layer}`);
    expect(errorOf(digest).code).toBe('MANIFEST_UNKNOWN');
    const blob = await hub.askAs('library/nginx', `/v2/library/nginx/blobs/sha256:${'0'.repeat(64)}`);
    expect([blob.status, errorOf(blob).code]).toEqual([404, 'BLOB_UNKNOWN']);
  });

  it.each([
    ['/v2/../../etc/passwd/manifests/latest', 400, 'NAME_INVALID'],
    ['/v2/library/../nginx/manifests/latest', 400, 'NAME_INVALID'],
    ['/v2/%2e%2e%2f%2e%2e/manifests/latest', 400, 'NAME_INVALID'],
    ['/v2/library%00/manifests/latest', 400, 'NAME_INVALID'],
    ['/v2/library/%ff/manifests/latest', 400, 'NAME_INVALID'],
    ['/v2/Library/Nginx/manifests/latest', 400, 'NAME_INVALID'],
    ['/v2/library/nginx/_manifests/manifests/x', 400, 'NAME_INVALID'],
    [`/v2/${'a/'.repeat(200)}b/manifests/latest`, 400, 'NAME_INVALID'],
    ['/v2/library/nginx/manifests/..', 400, 'TAG_INVALID'],
    [`/v2/library/nginx/manifests/${'x'.repeat(129)}`, 400, 'TAG_INVALID'],
    ['/v2/library/nginx/manifests/sha256:xyz', 400, 'DIGEST_INVALID'],
    ['/v2/library/nginx/manifests/md5:d41d8cd98f00b204e9800998ecf8427e', 400, 'DIGEST_INVALID'],
    ['/v2/library/nginx/blobs/..%2f..%2fetc', 404, null],
    ['/v2/library/nginx/blobs/latest', 400, 'DIGEST_INVALID'],
    ['/v2/library/nginx/blobs/uploads/..', 404, 'BLOB_UPLOAD_UNKNOWN'],
    ['/v2/_catalog', 404, null],
    ['/', 404, null],
    ['http://evil/v2/', 404, null],
  ])('%s answers %i %s', async (path, status, code) => {
    const answer = await hub.askAs('library/nginx', path);
    expect(answer.status).toBe(status);
    if (code) expect(errorOf(answer).code).toBe(code);
  });

  it('a method nothing answers to is UNSUPPORTED', async () => {
    const answer = await hub.askAs('library/nginx', '/v2/library/nginx/manifests/latest', { method: 'DELETE' });
    expect([answer.status, errorOf(answer).code]).toEqual([405, 'UNSUPPORTED']);
  });
});

describe('search', () => {
  const search = async (query: string) =>
    JSON.parse((await hub.ask(`/v1/search?${query}`, { host: 'index.docker.io' })).body.toString());

  it('finds by name and description, official images without their namespace', async () => {
    expect(await search('q=ngi&n=25')).toEqual({
      query: 'ngi',
      page: 1,
      page_size: 25,
      num_pages: 1,
      num_results: 1,
      results: [
        {
          name: 'nginx',
          description: 'Web server',
          star_count: 0,
          is_official: true,
          is_automated: false,
          is_trusted: false,
        },
      ],
    });
    expect((await search('q=web')).num_results).toBe(1);
    expect((await search('q=library%2Fnginx')).num_results).toBe(1);
    expect((await search('q=nosuch')).results).toEqual([]);
    expect((await search('q=nginx&n=abc&page=7')).results).toEqual([]);
  });
});

describe('the server itself', () => {
  it('answers on plain HTTP too, and survives what is not HTTP', async () => {
    const answered = Promise.withResolvers<number>();
    request({ host: '127.0.0.1', port: hub.httpPort, path: '/v2/' }, (answer) => {
      answer.resume();
      answered.resolve(answer.statusCode ?? 0);
    }).end();
    expect(await answered.promise).toBe(401);
    await expect(hub.ask('/v2/', { headers: { 'x-long': 'x'.repeat(40_000) } })).resolves.toMatchObject({
      status: 431,
    });
    expect((await hub.ask('/v2/')).status).toBe(401);
  });

  it('a blob whose file has gone is unknown, not a crash', async () => {
    await hub.store.repositories.addBlob('library/nginx', `sha256:${'1'.repeat(64)}`);
    const answer = await hub.askAs('library/nginx', `/v2/library/nginx/blobs/sha256:${'1'.repeat(64)}`);
    expect(errorOf(answer).code).toBe('BLOB_UNKNOWN');
  });
});
