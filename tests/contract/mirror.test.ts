/** The package mirror over HTTP: what it serves from its folder, what it fetches, and what it says when there is nothing. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, get, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger, systemClock } from '#lib/base/index.ts';
import { createMirror, createPackageUpstream, type PackageUpstream } from '#lib/mirror/index.ts';

const wheel = 'Flask-3.1.1-py3-none-any.whl';
const packument = {
  name: 'koa',
  'dist-tags': { latest: '3.0.0' },
  versions: { '3.0.0': { name: 'koa', version: '3.0.0', dist: { file: 'koa-3.0.0.tgz', integrity: 'sha512-x' } } },
};
const everything = {
  [`pip/flask/${wheel}`]: 'a wheel',
  'npm/koa/packument.json': JSON.stringify(packument),
  'npm/koa/koa-3.0.0.tgz': 'a tarball',
  'debian/dists/trixie/Release': 'a list',
  'debian/pool/main/c/cowsay/cowsay_3.03_all.deb': 'a package',
};

interface Served extends AsyncDisposable {
  folder: string;
  port: number;
  /** Requests so far, by path. */
  asked: Map<string, number>;
  /** `target` may be a whole address, as a proxy is asked. */
  ask(
    target: string,
    headers?: Record<string, string>,
  ): Promise<{ status: number; phrase: string; headers: IncomingHttpHeaders; body: string }>;
}

async function serve(files: Record<string, string>, upstream: PackageUpstream | null): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'mirror-'));
  const listed: Record<string, { size: number; sha256: string }> = {};
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
    listed[path] = { size: text.length, sha256: createHash('sha256').update(text).digest('hex') };
  }
  await writeFile(join(folder, 'index.json'), JSON.stringify({ inputs: '', files: listed }));
  await mkdir(join(folder, 'git/blog'), { recursive: true });
  await writeFile(join(folder, 'git/blog/README.md'), '# Blog\n');
  const mirror = await createMirror({ folder, repositories: join(folder, 'git'), upstream });
  const asked = new Map<string, number>();
  const server = createServer(async (request, response) => {
    asked.set(request.url ?? '', (asked.get(request.url ?? '') ?? 0) + 1);
    // As the hub does: a client that left in the middle is nobody's failure.
    const mine = await mirror.answer(request, response).catch(() => response.destroy());
    if (mine === false) response.writeHead(418).end('not mine');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    folder,
    port,
    asked,
    ask(target, headers = {}) {
      const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<Served['ask']>>>();
      get({ host: '127.0.0.1', port, path: target, headers, agent: false }, (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          body += chunk;
        });
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            phrase: answer.statusMessage ?? '',
            headers: answer.headers,
            body,
          }),
        );
      }).on('error', reject);
      return promise;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}

/** The way from a mirror to another one in the place of the internet. */
const upstreamAt = (port: number, folder: string) =>
  createPackageUpstream(
    {
      debian: `http://127.0.0.1:${port}/debian`,
      debianSecurity: null,
      pip: `http://127.0.0.1:${port}/pip/simple`,
      npm: `http://127.0.0.1:${port}/npm`,
    },
    { folder, clock: systemClock, logger: silentLogger },
  );

describe('the kit alone', () => {
  let kit: Served;
  beforeAll(async () => {
    kit = await serve(everything, null);
  });
  afterAll(() => kit[Symbol.asyncDispose]());

  it('pip: a project under any spelling, and its wheel', async () => {
    const page = await kit.ask('/pip/simple/FLASK/');
    const link = /href="([^"#]+)#sha256=([0-9a-f]{64})"/.exec(page.body);
    const file = await kit.ask(link?.[1] ?? '');
    expect(file.body).toBe('a wheel');
    expect(createHash('sha256').update(file.body).digest('hex')).toBe(link?.[2]);
  });

  it('npm: tarballs are under the address npm came by', async () => {
    const answer = await kit.ask('/npm/koa', { host: '10.200.0.1' });
    expect(JSON.parse(answer.body).versions['3.0.0'].dist).toEqual({
      integrity: 'sha512-x',
      tarball: 'http://10.200.0.1/npm/koa/-/koa-3.0.0.tgz',
    });
    expect((await kit.ask('/npm/koa/-/koa-3.0.0.tgz')).body).toBe('a tarball');
  });

  it('apt: as a proxy for Debian, and for nobody else', async () => {
    const path = '/debian/pool/main/c/cowsay/cowsay_3.03_all.deb';
    expect((await kit.ask(`http://debian.slipway.test${path}`)).body).toBe('a package');
    expect((await kit.ask(path)).body).toBe('a package');
    expect((await kit.ask(`http://169.254.169.254${path}`)).status).toBe(418);
  });

  it('git: by host name and by path', async () => {
    for (const [path, host] of [
      ['/blog.git/info/refs?service=git-upload-pack', 'git.slipway.test'],
      ['/git/blog/info/refs?service=git-upload-pack', '10.200.0.1'],
    ] as const) {
      const answer = await kit.ask(path, { host });
      expect(answer.body).toMatch(/^001e# service=git-upload-pack\n0000[0-9a-f]{4}[0-9a-f]{40} HEAD\0/);
    }
  });

  it.each([
    ['/pip/simple/pandas/', "pandas is not in this workshop's kit\n"],
    ['/npm/express', '{"error":"express is not in this workshop\'s kit"}'],
    ['/npm/@scope%2fname', '{"error":"@scope/name is not in this workshop\'s kit"}'],
    ['/debian/pool/main/e/emacs/emacs_30.1_all.deb', "emacs_30.1_all.deb is not in this workshop's kit\n"],
    ['/git/nosuch.git/info/refs?service=git-upload-pack', "The repository nosuch is not in this workshop's kit\n"],
  ])('%s is missed in one line', async (path, body) => {
    expect(await kit.ask(path)).toMatchObject({ status: 404, body });
  });

  it.each([
    '/pip/files/flask/..%2f..%2findex.json',
    '/pip/files/..%2f/index.json',
    '/npm/koa/-/packument.json',
    '/npm/koa/-/..%2f..%2f..%2findex.json',
    '/npm/__proto__',
    '/debian/../index.json',
    '/debian/%2e%2e/index.json',
    '/git/..%2f..%2fetc/info/refs?service=git-upload-pack',
    '/debian/%ff',
  ])('%s leads nowhere', async (path) => {
    expect([404, 418]).toContain((await kit.ask(path)).status);
  });
});

describe('with the internet', () => {
  it('fetches what the kit lacks once for sixty who ask, keeps it, and has it when the internet is gone', async () => {
    const internet = await serve(everything, null);
    const folder = await mkdtemp(join(tmpdir(), 'fetched-'));
    await using mirror = await serve({}, upstreamAt(internet.port, folder));
    const paths = [
      `/pip/files/flask/${wheel}`,
      '/npm/koa/-/koa-3.0.0.tgz',
      'http://debian.slipway.test/debian/dists/trixie/Release',
      'http://debian.slipway.test/debian/pool/main/c/cowsay/cowsay_3.03_all.deb',
    ];
    const bodies = ['a wheel', 'a tarball', 'a list', 'a package'];
    const sixty = await Promise.all(
      Array.from({ length: 60 }, () => Promise.all(paths.map((path) => mirror.ask(path)))),
    );
    for (const answers of sixty) expect(answers.map(({ body }) => body)).toEqual(bodies);
    expect([...internet.asked.values()].every((count) => count === 1)).toBe(true);
    expect((await mirror.ask('/pip/simple/flask/')).body).toContain(wheel);
    expect(JSON.parse((await mirror.ask('/npm/koa', { host: 'here' })).body).versions['3.0.0'].dist.tarball).toBe(
      'http://here/npm/koa/-/koa-3.0.0.tgz',
    );
    await internet[Symbol.asyncDispose]();
    for (const [index, path] of paths.entries()) expect((await mirror.ask(path)).body).toBe(bodies[index]);
    expect((await readdir(folder)).some((name) => name.startsWith('.'))).toBe(false);
    await rm(folder, { recursive: true });
  });

  it('without an answer the kit is all there is, and a miss comes at once', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const folder = await mkdtemp(join(tmpdir(), 'fetched-'));
    await using mirror = await serve(everything, upstreamAt((silent.address() as AddressInfo).port, folder));
    const began = performance.now();
    expect((await mirror.ask('/pip/simple/flask/')).body).toContain(wheel);
    expect((await mirror.ask('/debian/dists/trixie/Release')).body).toBe('a list');
    expect((await mirror.ask('/npm/express')).status).toBe(404);
    expect(performance.now() - began).toBeLessThan(5_000);
    silent.closeAllConnections();
    silent.close();
    await rm(folder, { recursive: true });
  });

  it('what is not what its hash says is not handed on', async () => {
    const lying = createServer((request, response) => {
      const files = [{ filename: 'x-1.whl', url: '/x-1.whl', hashes: { sha256: '0'.repeat(64) } }];
      if (request.url?.includes('simple')) response.end(JSON.stringify({ files }));
      else response.end('something else');
    });
    await new Promise<void>((resolve) => lying.listen(0, '127.0.0.1', resolve));
    const folder = await mkdtemp(join(tmpdir(), 'fetched-'));
    await using mirror = await serve({}, upstreamAt((lying.address() as AddressInfo).port, folder));
    expect((await mirror.ask('/pip/files/x/x-1.whl')).status).toBe(404);
    lying.closeAllConnections();
    lying.close();
    await rm(folder, { recursive: true });
  });
});
