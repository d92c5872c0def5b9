import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { Duplex } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { AppError, systemClock } from '#lib/base/index.ts';
import type { Channel } from '../model.ts';
import { askHttp } from './ask-http.ts';
import { listens } from './listens.ts';

const { signal } = new AbortController();
const opened: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of opened.splice(0)) server.close();
});

/** A channel to this machine's own ports; its streams are plain duplexes, as those over SSH are. */
const channel = {
  async dialPort(port: number) {
    const socket = connect(port, '127.0.0.1');
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', () => reject(new AppError('SANDBOX_UNREACHABLE')));
    });
    return Duplex.from({ readable: socket, writable: socket });
  },
} as unknown as Channel;

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

test('status, headers and body, and who asked', async () => {
  const port = await serve((request, response) => {
    response.writeHead(404, { Server: 'tiny' });
    response.end(`${request.headers['user-agent']} ${request.headers.host} ${request.url}`);
  });
  expect(await askHttp(channel, { port, path: '/x?y', twice: false }, signal)).toMatchObject({
    status: 404,
    headers: { server: 'tiny' },
    body: `slipway-check localhost:${port} /x?y`,
  });
});

test('asked twice, both answers', async () => {
  let visits = 0;
  const port = await serve((_request, response) => response.end(`visit ${++visits}`));
  expect(await askHttp(channel, { port, path: '/', twice: true }, signal)).toMatchObject({
    body: 'visit 1',
    again: 'visit 2',
  });
});

test('a redirect is not followed', async () => {
  const port = await serve((_request, response) =>
    response.writeHead(302, { location: 'http://elsewhere.test/' }).end(),
  );
  expect(await askHttp(channel, { port, path: '/', twice: false }, signal)).toMatchObject({ status: 302 });
});

test('an endless body is cut, nonsense and a closed port are no answer', async () => {
  const endless = await serve((_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(10_000)));
    };
    response.on('drain', more);
    more();
  });
  expect((await askHttp(channel, { port: endless, path: '/', twice: false }, signal))?.body).toHaveLength(64 * 1024);
  const nonsense = createTcpServer((socket) => socket.end('hello\r\n'));
  opened.push(nonsense);
  await new Promise<void>((resolve) => nonsense.listen(0, '127.0.0.1', resolve));
  const { port } = nonsense.address() as AddressInfo;
  expect(await askHttp(channel, { port, path: '/', twice: false }, signal)).toBeNull();
  expect(await askHttp(channel, { port: 1, path: '/', twice: false }, signal)).toBeNull();
});

test('a port that takes connections and drops them is not listened at', async () => {
  const dropping = createTcpServer((socket) => socket.destroy());
  opened.push(dropping);
  await new Promise<void>((resolve) => dropping.listen(0, '127.0.0.1', resolve));
  expect(await listens(channel, (dropping.address() as AddressInfo).port, systemClock, signal)).toBe(false);
  expect(await listens(channel, await serve(() => undefined), systemClock, signal)).toBe(true);
  expect(await listens(channel, 1, systemClock, signal)).toBe(false);
});
