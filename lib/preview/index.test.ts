import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type RequestListener, request, type Server } from 'node:http';
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { AppError, type Clock, silentLogger, systemClock } from '../base/index.ts';
import { emptyObservation, type Observation } from '../check/model.ts';
import { sampleContainer } from '../check/sample.ts';
import { createPreviews, type Listener, namePorts, type PreviewSource } from './index.ts';

const name = namePorts('secret')('box', 8080);
const onHost = `${name}.localhost`;
const closers: (() => void)[] = [];
let site: number;
let source: PreviewSource | null;
let clock: Clock;

beforeEach(async () => {
  clock = systemClock;
  source = null;
  const previews = createPreviews({
    find: (asked) => (asked === name ? source : null),
    clock: { ...systemClock, after: (...timer) => clock.after(...timer) },
    logger: silentLogger,
  });
  const server = createServer((asked, response) => {
    if (previews.handles(asked)) previews.answer(asked, response);
    else response.setHeader('set-cookie', 'slipway_learner=mine').end('the site');
  });
  server.on('upgrade', previews.upgrade);
  site = await listen(server);
});
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Listens on a free port until the test is over; answers it. */
async function listen(server: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

/** A sandbox whose port 8080 leads to a port of this machine. */
function sandbox(port: number, changes: Partial<PreviewSource> = {}): PreviewSource {
  return {
    port: 8080,
    up: true,
    observation: observation([
      sampleContainer({
        name: 'web',
        state: 'running',
        ports: [{ container: 80, host: 8080, protocol: 'tcp', hostIp: '' }],
      }),
    ]),
    language: null,
    dial: () =>
      new Promise<Socket>((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => resolve(socket));
        socket.once('error', (cause) => reject(new AppError('NOT_FOUND', 'refused', { cause })));
      }),
    listeners: async () => [],
    ...changes,
  };
}

function observation(containers: Observation['containers']): Observation {
  return { ...emptyObservation(0), daemon: 'up', containers };
}

async function serve(listener: RequestListener): Promise<void> {
  source = sandbox(await listen(createServer(listener)));
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Readable;
}

/** Asks the site; by default the preview's own host. */
function ask(
  path = '/',
  {
    host = onHost,
    method = 'GET',
    headers = {},
    body,
  }: { host?: string; method?: string; headers?: Record<string, string>; body?: Buffer } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({ port: site, path, method, headers: { host: `${host}:${site}`, ...headers } }, (response) =>
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: response }),
    );
    asking.on('error', reject);
    asking.end(body);
  });
}
const page = { headers: { accept: 'text/html' } };

describe('what answers is shown', () => {
  test('a page, with its status and headers', async () => {
    await serve((_, response) => response.writeHead(203, { 'x-own': 'yes' }).end('hello'));
    const answer = await ask();
    expect([answer.status, answer.headers['x-own'], await text(answer.body)]).toEqual([203, 'yes', 'hello']);
  });

  test('path and query arrive as they were written', async () => {
    await serve((asked, response) => response.end(asked.url));
    expect(await text((await ask('/a%2Fb/../c?x=1&y=%20')).body)).toBe('/a%2Fb/../c?x=1&y=%20');
  });

  test('errors of the learner’s server are its own', async () => {
    await serve((_, response) => response.writeHead(500).end('Traceback'));
    const answer = await ask('/', page);
    expect([answer.status, await text(answer.body)]).toEqual([500, 'Traceback']);
  });

  test('a form is sent, with its length', async () => {
    await serve(async (asked, response) =>
      response.end(`${asked.method} ${asked.headers['content-length']} ${await text(asked)}`),
    );
    const body = Buffer.from('name=learner');
    const answer = await ask('/', { method: 'POST', headers: { 'content-length': String(body.length) }, body });
    expect(await text(answer.body)).toBe('POST 12 name=learner');
  });

  test('HEAD and 304 have no body', async () => {
    await serve((asked, response) => response.writeHead(asked.method === 'HEAD' ? 200 : 304, { etag: '"1"' }).end());
    expect((await ask('/', { method: 'HEAD' })).headers.etag).toBe('"1"');
    expect((await ask()).status).toBe(304);
  });

  test('compressed answers stay as they are', async () => {
    const packed = gzipSync('<a href="/x">');
    await serve((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(packed),
    );
    const answer = await ask();
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(Buffer.concat(await answer.body.toArray())).toEqual(packed);
  });

  test('an event stream arrives as it is written', async () => {
    let say: (line: string) => void = () => undefined;
    await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      say = (line) => response.write(`data: ${line}\n\n`);
    });
    const { body } = await ask();
    const next = () => new Promise<string>((resolve) => body.once('data', (chunk) => resolve(String(chunk))));
    for (const line of ['one', 'two']) {
      const heard = next();
      say(line);
      expect(await heard).toBe(`data: ${line}\n\n`);
    }
  });

  test('a large download arrives whole, and a slow reader slows the server down', async () => {
    const chunk = randomBytes(1 << 20);
    const count = 64;
    let sent = 0;
    const stream = new Readable({ read: () => void stream.push(sent++ < count ? chunk : null) });
    await serve((_, response) => void stream.pipe(response));
    const { body } = await ask();
    body.pause();
    // Nobody reads: once all buffers on the way are full the server stands still, far from the end.
    let before = -1;
    while (before !== sent) {
      before = sent;
      await systemClock.sleep(100);
    }
    expect(sent).toBeLessThan(count / 2);
    const hash = createHash('sha256');
    for await (const part of body) hash.update(part);
    const expected = createHash('sha256');
    for (let part = 0; part < count; part++) expected.update(chunk);
    expect(hash.digest('hex')).toBe(expected.digest('hex'));
  });

  test('a large upload arrives whole', async () => {
    await serve(async (asked, response) => {
      const hash = createHash('sha256');
      for await (const part of asked) hash.update(part);
      response.end(hash.digest('hex'));
    });
    const body = randomBytes(8 << 20);
    const answer = await ask('/', { method: 'PUT', body });
    expect(await text(answer.body)).toBe(createHash('sha256').update(body).digest('hex'));
  });

  test('whoever leaves is gone for the learner’s server too', async () => {
    let left: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      left = resolve;
    });
    await serve((_, response) => {
      response.once('close', () => left());
      response.write('…');
    });
    (await ask()).body.destroy();
    await gone;
  });
});

describe('redirects lead to where the page is', () => {
  test.each([
    ['/login', '/login', `/preview/${name}/login`],
    ['next', 'next', 'next'],
    ['http://localhost:8080/a?b#c', '/a?b#c', `/preview/${name}/a?b#c`],
    ['http://127.0.0.1:8080/a', '/a', `/preview/${name}/a`],
    // nginx knows the host it was asked for and its own port.
    ['http://localhost/dir/', '/dir/', `/preview/${name}/dir/`],
    ['https://example.org/x', 'https://example.org/x', 'https://example.org/x'],
  ])('%s', async (location, onOwnHost, onPath) => {
    await serve((_, response) => response.writeHead(302, { location }).end());
    expect((await ask()).headers.location).toBe(onOwnHost);
    expect((await ask(`/preview/${name}/`, { host: 'box.lan' })).headers.location).toBe(onPath);
  });

  test('to the preview’s own host, whatever port the server thinks it has', async () => {
    await serve((_, response) => response.writeHead(301, { location: `http://${onHost}/dir/` }).end());
    expect((await ask()).headers.location).toBe('/dir/');
  });
});

describe('nothing of the site gets in, nothing of the learner’s gets out', () => {
  test('cookies and names of ours stay here', async () => {
    await serve((asked, response) => response.end(JSON.stringify(asked.headers)));
    const cookie = 'slipway_learner=secret; theirs=1; __Host-slipway_learner=secret';
    const seen = JSON.parse(await text((await ask('/', { headers: { cookie, 'x-slipway-learner': 'me' } })).body));
    expect([seen.cookie, seen['x-slipway-learner']]).toEqual(['theirs=1', undefined]);
    const under = JSON.parse(
      await text((await ask(`/preview/${name}/`, { host: 'box.lan', headers: { cookie } })).body),
    );
    expect([under.cookie, under.host]).toEqual([undefined, 'localhost:8080']);
  });

  test('cookies are for the preview’s own host, and none are set under a path of ours', async () => {
    const cookies = ['theirs=1; Domain=localhost; Path=/', 'slipway_learner=stolen', 'also=2; HttpOnly'];
    await serve((_, response) => response.writeHead(200, { 'set-cookie': cookies }).end());
    expect((await ask()).headers['set-cookie']).toEqual(['theirs=1; Path=/', 'also=2; HttpOnly']);
    expect((await ask(`/preview/${name}/`, { host: 'box.lan' })).headers['set-cookie']).toBeUndefined();
  });

  test('what would bind browsers is dropped', async () => {
    const headers = {
      'strict-transport-security': 'max-age=1',
      'clear-site-data': '"cookies"',
      'alt-svc': 'h3=":1"',
      'x-frame-options': 'DENY',
      'keep-alive': 'timeout=1',
      connection: 'x-hop',
      'x-hop': 'one connection',
    };
    await serve((_, response) => response.writeHead(200, headers).end());
    const answer = await ask();
    for (const header of ['strict-transport-security', 'clear-site-data', 'alt-svc', 'x-frame-options', 'x-hop'])
      expect(answer.headers[header]).toBeUndefined();
    expect(answer.headers['referrer-policy']).toBe('same-origin');
  });

  test('under a path of ours a page has no origin', async () => {
    await serve((_, response) => response.writeHead(200, { 'content-security-policy': "default-src 'self'" }).end());
    const answer = await ask(`/preview/${name}/`, { host: 'box.lan' });
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'self', sandbox allow-scripts/);
    expect(answer.headers['content-security-policy']).not.toMatch(/allow-same-origin|allow-top/);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
  });

  test('the site itself is never shown on a preview’s host, nor a preview on the site’s', async () => {
    const stranger = `${namePorts('other')('box', 8080)}.localhost`;
    expect((await ask('/', { host: stranger })).status).toBe(404);
    expect(await text((await ask('/', { host: 'localhost' })).body)).toBe('the site');
    expect(await text((await ask('/', { host: 'p-8080-short.localhost' })).body)).toBe('the site');
  });
});

describe('under a path', () => {
  test('links from the root lead below it, also where a chunk ends in the middle of one', async () => {
    const html = `<link href="/s.css"><img src='/a.png'><a href=/b><a href="//cdn/x"><a href="rel"><form action="/go"><style>a{background:url(/i.png)}</style>`;
    for (const size of [1, 7, 4096]) {
      await serve((_, response) => {
        response.writeHead(200, { 'content-type': 'text/html' });
        for (let at = 0; at < html.length; at += size) response.write(html.slice(at, at + size));
        response.end();
      });
      const base = `/preview/${name}`;
      expect(await text((await ask(`${base}/`, { host: 'box.lan' })).body)).toBe(
        `<link href="${base}/s.css"><img src='${base}/a.png'><a href=${base}/b><a href="//cdn/x"><a href="rel"><form action="${base}/go"><style>a{background:url(${base}/i.png)}</style>`,
      );
    }
  });

  test('the slash behind the name is added', async () => {
    source = sandbox(1);
    const answer = await ask(`/preview/${name}`, { host: 'box.lan' });
    expect([answer.status, answer.headers.location]).toEqual([308, `/preview/${name}/`]);
  });

  test('a page’s own scripts may ask', async () => {
    source = sandbox(1);
    const headers = { origin: 'null', 'access-control-request-method': 'PUT' };
    const answer = await ask(`/preview/${name}/api`, { host: 'box.lan', method: 'OPTIONS', headers });
    expect([answer.status, answer.headers['access-control-allow-methods']]).toEqual([204, '*']);
  });
});

describe('WebSocket', () => {
  test('messages go both ways until one side ends it', async () => {
    const server = createServer();
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket, asked) => {
      socket.send(`${asked.url} ${asked.headers.cookie}`);
      socket.on('message', (data) => socket.send(`echo ${data}`));
    });
    source = sandbox(await listen(server));
    const headers = { host: `${onHost}:${site}`, cookie: 'slipway_learner=secret' };
    const socket = new WebSocket(`ws://127.0.0.1:${site}/chat`, { headers });
    const heard: string[] = [];
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    socket.on('message', (data) => {
      heard.push(String(data));
      if (heard.length === 1) socket.send('x'.repeat(100_000));
      else socket.close(1000);
    });
    expect(await closed).toBe(1000);
    expect([heard[0], heard[1]?.length]).toEqual(['/chat undefined', 100_005]);
  });

  test('a refusal is the server’s own; nothing there is one of ours', async () => {
    await serve((_, response) => response.writeHead(403).end('no'));
    const refused =
      (code: number) =>
      async (port = site) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}/`, { headers: { host: onHost } });
        const status = await new Promise((resolve) => {
          socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
          socket.on('error', () => undefined);
        });
        expect(status).toBe(code);
      };
    source = sandbox(
      await listen(
        createServer((_, response) => response.writeHead(403).end('no')).on('upgrade', (_, socket) =>
          socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno'),
        ),
      ),
    );
    await refused(403)();
    source = sandbox(1);
    await refused(502)();
    source = null;
    await refused(404)();
  });
});

describe('when nothing answers the page says why', () => {
  const web = (changes: Parameters<typeof sampleContainer>[0] = {}) =>
    sampleContainer({
      name: 'web',
      state: 'running',
      ports: [{ container: 80, host: 8080, protocol: 'tcp', hostIp: '' }],
      ...changes,
    });
  const cases: [string, Partial<PreviewSource> | null, string, string][] = [
    ['a name nobody knows', null, 'This address leads nowhere any more', ''],
    ['the machine has ended', { up: false }, 'There is no machine behind port 8080', ''],
    ['Docker sleeps', { observation: emptyObservation(0) }, 'Docker is not running', 'docker ps'],
    ['nothing is published', { observation: observation([]) }, 'No container publishes port 8080', 'docker ps'],
    [
      'another port is published',
      { observation: observation([web({ ports: [{ container: 80, host: 9090, protocol: 'tcp', hostIp: '' }] })]) },
      'Published now: 9090',
      'docker ps',
    ],
    [
      'the container has exited',
      { observation: observation([web({ state: 'exited', exitCode: 3 })]) },
      'web has exited with code 3',
      'docker logs web',
    ],
    [
      'the container was never started',
      { observation: observation([web({ state: 'created' })]) },
      'web is not running',
      'docker start web',
    ],
    ['it is paused', { observation: observation([web({ state: 'paused' })]) }, 'web is paused', 'docker unpause web'],
    [
      'it restarts',
      { observation: observation([web({ state: 'restarting' })]) },
      'keeps restarting',
      'docker logs web',
    ],
    ['nothing listens inside', {}, 'Nothing listens in web on port 80', 'docker logs web'],
    [
      'it listens to itself',
      { listeners: async () => [{ port: 80, loopback: true }] },
      'waits on 127.0.0.1, port 80',
      "docker inspect -f '{{.Path}} {{.Args}}' web",
    ],
    [
      'it listens elsewhere',
      { listeners: async (): Promise<Listener[]> => [{ port: 5000, loopback: false }] },
      'the program listens on 5000',
      'docker port web',
    ],
    [
      'it hangs up',
      { listeners: async () => [{ port: 80, loopback: false }] },
      'took the connection and hung up',
      'docker logs web',
    ],
    [
      'nobody can tell',
      { listeners: async () => Promise.reject(new AppError('DAEMON_UNREACHABLE')) },
      'took the connection',
      'docker logs web',
    ],
  ];
  test.each(cases)('%s', async (_, changes, sentence, command) => {
    const hangUp = createTcpServer((socket) => socket.destroy());
    source = changes && sandbox(await listen(hangUp), changes);
    const answer = await ask('/', page);
    const body = await text(answer.body);
    expect(answer.status).toBe(changes ? 502 : 404);
    expect(body).toContain(sentence);
    if (command) expect(body).toContain(`<code>${command}</code>`);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test('in the language the lesson is read in, else the browser’s', async () => {
    source = sandbox(1, { language: 'zh-CN', observation: observation([]) });
    expect(await text((await ask('/', page)).body)).toContain('没有容器发布端口 8080');
    source = sandbox(1, { observation: observation([]) });
    const headers = { accept: 'text/html', 'accept-language': 'zh-TW,en;q=0.5' };
    expect(await text((await ask('/', { headers })).body)).toContain('没有容器发布端口 8080');
  });

  test('what is not HTTP is called so', async () => {
    source = sandbox(await listen(createTcpServer((socket) => socket.end('-ERR unknown command\r\n'))));
    expect(await text((await ask('/', page)).body)).toContain('is not a web server');
  });

  test('a server that stays silent is given a minute', async () => {
    let ring: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      clock = {
        ...systemClock,
        after(ms, task) {
          expect(ms).toBe(60_000);
          ring = task;
          resolve();
          return { [Symbol.dispose]() {} };
        },
      };
    });
    await serve(() => undefined);
    const asking = ask('/', page);
    await waiting;
    ring();
    const answer = await asking;
    expect([answer.status, (await text(answer.body)).includes('has not answered for a minute')]).toEqual([504, true]);
  });

  test('an answer cut off in the middle is cut off for the browser too', async () => {
    await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    await expect(text((await ask()).body)).rejects.toThrow();
  });

  test('the page looks again without a complaint of the browser, and knows whose answer it got', async () => {
    source = sandbox(1, { observation: observation([]) });
    const look = { headers: { 'x-slipway-look': '1' } };
    const answer = await ask('/', look);
    expect([answer.status, answer.headers['x-slipway-preview']]).toEqual([200, '1']);
    await serve((asked, response) => response.writeHead(404, { seen: String(asked.headers['x-slipway-look']) }).end());
    const real = await ask('/', look);
    expect([real.status, real.headers.seen, real.headers['x-slipway-preview']]).toEqual([404, 'undefined', undefined]);
  });

  test('scripts and images get a line of text, not a page', async () => {
    source = sandbox(1, { observation: observation([]) });
    const answer = await ask('/app.js', { headers: { accept: '*/*' } });
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(await text(answer.body)).toMatch(/^No container publishes port 8080\n/);
  });

  test('names of containers cannot become markup', async () => {
    source = sandbox(1, { observation: observation([web({ name: '<b>', state: 'paused' })]) });
    expect(await text((await ask('/', page)).body)).not.toContain('<b>');
  });
});

test('one preview cannot hold more than a hundred connections', async () => {
  await serve(() => undefined);
  const all = Array.from({ length: 101 }, () => ask());
  const { status } = await Promise.race(all);
  expect(status).toBe(503);
  for (const close of closers.splice(0)) close();
  await Promise.allSettled(all);
});
