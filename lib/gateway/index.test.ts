import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { AppError, silentLogger, systemClock } from '../base/index.ts';
import type { LiveSession, SessionListener, Sessions } from '../session/index.ts';
import type { SessionView } from '../session/model.ts';
import { createGateway, type Gateway, isOwnOrigin, LearnerCookie } from './index.ts';
import { ServerFrame } from './model.ts';

const view: SessionView = {
  id: 's',
  lesson: 'hello-world',
  currentStep: 'pull',
  sandbox: { state: 'none' },
  steps: [],
  terminals: [],
  previews: [],
  complete: false,
  at: 0,
};

/** A session that only records what was asked of it. */
class RecordedSession implements Partial<LiveSession> {
  readonly id = 's';
  readonly asked: string[] = [];
  readonly listeners_ = new Set<SessionListener>();
  subscribe(listener: SessionListener): Disposable {
    this.listeners_.add(listener);
    return { [Symbol.dispose]: () => this.listeners_.delete(listener) };
  }
  view = () => view;
  terminal = () => undefined;
  start = async () => void this.asked.push('start');
  setStep = async (step: string) => void this.asked.push(`step ${step}`);
  check = async () => void this.asked.push('check');
  speak = (language: string) => void this.asked.push(`speak ${language}`);
  wantPreview = (port: number) => void this.asked.push(`preview ${port}`);
}

const cookie = new LearnerCookie('x'.repeat(32), false);
let server: Server;
let gateway: Gateway;
let session: RecordedSession;
let port: number;

beforeEach(async () => {
  session = new RecordedSession();
  const sessions: Pick<Sessions, 'open'> = {
    open: async (_learner, lesson) => {
      if (lesson !== 'hello-world') throw new AppError('LESSON_UNKNOWN');
      return session as unknown as LiveSession;
    },
  };
  gateway = createGateway({
    sessions: sessions as Sessions,
    learnerOf: (request: IncomingMessage) => cookie.read(request),
    isOwnOrigin: (request) => isOwnOrigin(request, ''),
    clock: systemClock,
    logger: silentLogger,
  });
  server = createServer();
  server.on('upgrade', gateway.upgrade);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(() => {
  gateway[Symbol.dispose]();
  server.close();
});

const ownCookie = async () => (await cookie.create()).header.split(';')[0] ?? '';
const dial = async (path: string, headers: Record<string, string> = {}) =>
  new WebSocket(`ws://127.0.0.1:${port}${path}`, {
    headers: { origin: `http://127.0.0.1:${port}`, cookie: await ownCookie(), ...headers },
  });
const refusal = async (path: string, headers: Record<string, string> = {}) => {
  const socket = await dial(path, headers);
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    socket.on('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    socket.on('open', () => reject(new Error('was let in')));
    socket.on('error', () => {});
  });
};
const frames = (socket: WebSocket, count: number) =>
  new Promise<unknown[]>((resolve) => {
    const seen: unknown[] = [];
    socket.on('message', (data) => {
      seen.push(ServerFrame.parse(JSON.parse(String(data))));
      if (seen.length === count) resolve(seen);
    });
  });

test('a page is let in, gets the session as it is, and the session is started', async () => {
  const socket = await dial('/ws/lessons/hello-world');
  expect(await frames(socket, 1)).toEqual([{ type: 'session', view }]);
  expect(session.asked).toEqual(['start']);
});

test.each([
  ['/ws/other', {}, 404, 'NOT_FOUND'],
  ['/', {}, 404, 'NOT_FOUND'],
  ['/ws/lessons/../../etc', {}, 404, 'NOT_FOUND'],
  ['/ws/lessons/no-such-lesson', {}, 404, 'LESSON_UNKNOWN'],
  ['/ws/lessons/hello-world', { origin: 'http://evil.example' }, 403, 'FORBIDDEN_ORIGIN'],
  ['/ws/lessons/hello-world', { origin: 'null' }, 403, 'FORBIDDEN_ORIGIN'],
  ['/ws/lessons/hello-world', { cookie: '' }, 401, 'NO_LEARNER'],
  ['/ws/lessons/hello-world', { cookie: 'slipway_learner=Fe26.2*1*forged' }, 401, 'NO_LEARNER'],
])('%s with %j is refused', async (path, headers, status, code) => {
  expect(await refusal(path, headers)).toEqual({ status, body: JSON.stringify({ code }) });
});

test('a cookie sealed with another secret is nobody', async () => {
  const foreign = (await new LearnerCookie('y'.repeat(32), false).create()).header.split(';')[0] ?? '';
  expect((await refusal('/ws/lessons/hello-world', { cookie: foreign })).status).toBe(401);
});

test('an upgrade that is refused ends its socket', async () => {
  const socket = connect(port, '127.0.0.1');
  socket.write('GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  socket.resume();
  await new Promise((resolve) => socket.on('close', resolve));
});

test.each([
  'not json',
  '{}',
  '{"type":"step"}',
  '{"type":"step","step":"../x"}',
  '{"type":"check","extra":1}',
  '{"type":"resize","terminal":0,"cols":-1,"rows":5}',
  '{"type":"input","terminal":999,"data":"x"}',
])('the frame %s gets BAD_REQUEST and the connection goes on', async (text) => {
  const socket = await dial('/ws/lessons/hello-world');
  const seen = frames(socket, 2);
  await new Promise((resolve) => socket.on('open', resolve));
  socket.send(text);
  expect((await seen)[1]).toEqual({ type: 'error', code: 'BAD_REQUEST' });
  expect(socket.readyState).toBe(WebSocket.OPEN);
});

test('input for a terminal that is not open names it in the error', async () => {
  const socket = await dial('/ws/lessons/hello-world');
  const seen = frames(socket, 2);
  await new Promise((resolve) => socket.on('open', resolve));
  socket.send('{"type":"input","terminal":3,"data":"ls"}');
  expect((await seen)[1]).toEqual({ type: 'error', code: 'TERMINAL_UNKNOWN', terminal: 3 });
});

test('one learner cannot take every connection', async () => {
  const own = await ownCookie();
  const sockets = await Promise.all(Array.from({ length: 12 }, () => dial('/ws/lessons/hello-world', { cookie: own })));
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.on('open', resolve))));
  expect(await refusal('/ws/lessons/hello-world', { cookie: own })).toEqual({
    status: 429,
    body: '{"code":"TOO_MANY"}',
  });
});

test('when a page leaves, nobody listens for it any more', async () => {
  const socket = await dial('/ws/lessons/hello-world');
  await frames(socket, 1);
  expect(session.listeners_.size).toBe(1);
  socket.close();
  await expect.poll(() => session.listeners_.size).toBe(0);
});
