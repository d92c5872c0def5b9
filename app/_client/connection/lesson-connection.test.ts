import { expect, test } from 'vitest';
import type { Clock } from '#lib/base/index.ts';
import type { ServerFrame } from '#lib/gateway/model.ts';
import type { SandboxView, SessionView } from '#lib/session/model.ts';
import { encodeOutput } from '#lib/terminal/model.ts';
import { LessonConnection, type Socket } from './lesson-connection.ts';

/** A clock that only moves when told to. */
function stoppedClock() {
  let now = 0;
  const due = new Set<{ at: number; task: () => void }>();
  const clock: Clock = {
    now: () => now,
    after(ms, task) {
      const entry = { at: now + ms, task };
      due.add(entry);
      return { [Symbol.dispose]: () => void due.delete(entry) };
    },
    sleep: () => Promise.reject(new Error('not used here')),
  };
  const advance = (ms: number) => {
    now += ms;
    for (const entry of [...due]) {
      if (entry.at <= now && due.delete(entry)) entry.task();
    }
  };
  return { clock, advance };
}

function view(sandbox: SandboxView, terminals: number[] = []): SessionView {
  return {
    id: 's',
    lesson: 'hello-world',
    currentStep: 'pull',
    sandbox,
    steps: [],
    terminals,
    previews: [],
    complete: false,
    at: 0,
  };
}

const ready: SandboxView = { state: 'ready', expiresAt: 1, daemon: 'asleep' };

function setUp() {
  const { clock, advance } = stoppedClock();
  const sockets: (Socket & {
    sent: { type: string; terminal?: number; from?: number }[];
    closed: boolean;
    path: string;
  })[] = [];
  const connection = new LessonConnection({
    lesson: 'hello-world',
    clock,
    view: null,
    openSocket: (path) => {
      const socket = {
        path,
        sent: [] as { type: string }[],
        closed: false,
        binaryType: 'blob' as BinaryType,
        onopen: null,
        onmessage: null,
        onclose: null,
        send: (data: string) => socket.sent.push(JSON.parse(data)),
        close: () => {
          socket.closed = true;
        },
      } as unknown as (typeof sockets)[number];
      sockets.push(socket);
      return socket;
    },
  });
  const latest = () => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  };
  const call = (handler: unknown, event: unknown) => Reflect.apply(handler as () => void, null, [event]);
  return {
    connection,
    advance,
    sockets,
    latest,
    open: () => call(latest().onopen, {}),
    cut: () => call(latest().onclose, {}),
    say: (frame: ServerFrame) => call(latest().onmessage, { data: JSON.stringify(frame) }),
    output: (terminal: number, position: number, text: string) =>
      call(latest().onmessage, { data: encodeOutput(terminal, position, new TextEncoder().encode(text)).buffer }),
  };
}

const size = () => ({ cols: 80, rows: 24 });
function screen() {
  const shown: string[] = [];
  const sink = {
    write: (bytes: Uint8Array, done: () => void) => {
      shown.push(new TextDecoder().decode(bytes));
      done();
    },
    restart: () => shown.push('<restart>'),
    skipped: (bytes: number) => shown.push(`<skipped ${bytes}>`),
    replaying: () => {},
  };
  return { shown, sink };
}

test('asks for its terminals once there is a machine, and once only', () => {
  const { connection, open, say, latest } = setUp();
  connection.start();
  connection.attach(0, screen().sink, size);
  open();
  say({ type: 'session', view: view({ state: 'starting' }) });
  expect(latest().sent).toEqual([]);
  say({ type: 'session', view: view(ready) });
  say({ type: 'session', view: view(ready) });
  expect(latest().sent).toEqual([{ type: 'open', terminal: 0, cols: 80, rows: 24, from: 0 }]);
});

test('after a cut it comes back by itself and continues where it was', () => {
  const { connection, open, cut, say, output, latest, sockets, advance } = setUp();
  const { shown, sink } = screen();
  connection.start();
  connection.attach(0, sink, size);
  open();
  say({ type: 'session', view: view(ready) });
  say({ type: 'opened', terminal: 0, shell: 'a', from: 0, head: 0 });
  output(0, 0, 'hello');
  cut();
  expect(connection.state().link).toBe('waiting');
  advance(400);
  expect(sockets).toHaveLength(2);
  open();
  expect(latest().sent).toContainEqual({ type: 'open', terminal: 0, cols: 80, rows: 24, from: 5 });
  say({ type: 'opened', terminal: 0, shell: 'a', from: 5, head: 10 });
  output(0, 3, 'lo you');
  expect(shown.join('')).toBe('hello you');
});

test('waits longer after every failure, and never more than about ten seconds', () => {
  const { connection, cut, sockets, advance } = setUp();
  connection.start();
  for (let failure = 0; failure < 12; failure++) {
    cut();
    advance(12_500);
  }
  expect(sockets).toHaveLength(13);
  cut();
  advance(7000);
  expect(sockets).toHaveLength(13);
});

test('a machine that was replaced gives new shells on empty screens', () => {
  const { connection, open, say, output } = setUp();
  const { shown, sink } = screen();
  connection.start();
  connection.attach(0, sink, size);
  open();
  say({ type: 'session', view: view(ready) });
  say({ type: 'opened', terminal: 0, shell: 'a', from: 0, head: 0 });
  output(0, 0, 'old');
  say({ type: 'session', view: view({ state: 'starting' }) });
  say({ type: 'session', view: view(ready) });
  say({ type: 'opened', terminal: 0, shell: 'a', from: 0, head: 0 });
  output(0, 0, 'new');
  expect(shown).toEqual(['old', '<restart>', 'new']);
});

test('input without any answer means a dead network', () => {
  const { connection, open, say, sockets, advance } = setUp();
  connection.start();
  open();
  say({ type: 'session', view: view(ready) });
  expect(connection.send({ type: 'input', terminal: 0, data: 'x' })).toBe(true);
  advance(10_001);
  expect(sockets).toHaveLength(2);
  expect(connection.send({ type: 'input', terminal: 0, data: 'x' })).toBe(false);
});

test('terminals: a refused one goes away, a closed one stays away', () => {
  const { connection, open, say } = setUp();
  connection.start();
  open();
  say({ type: 'session', view: view(ready, [0, 3]) });
  expect(connection.state().terminals).toEqual([0, 3]);
  expect(connection.addTerminal()).toBe(1);
  say({ type: 'error', code: 'TERMINAL_LIMIT', terminal: 1 });
  expect(connection.state().terminals).toEqual([0, 3]);
  connection.closeTerminal(3);
  say({ type: 'session', view: view(ready, [0, 3]) });
  expect(connection.state().terminals).toEqual([0]);
  say({ type: 'session', view: view(ready, [0]) });
  say({ type: 'session', view: view(ready, [0, 3]) });
  expect(connection.state().terminals).toEqual([0, 3]);
});

test('frames that nobody understands are passed over', () => {
  const { connection, open, say, latest } = setUp();
  connection.start();
  open();
  Reflect.apply(latest().onmessage as () => void, null, [{ data: '{nonsense' }] as never);
  Reflect.apply(latest().onmessage as () => void, null, [{ data: '{"type":"future"}' }] as never);
  say({ type: 'session', view: view(ready) });
  expect(connection.state().view?.sandbox.state).toBe('ready');
});
