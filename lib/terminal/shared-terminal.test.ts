import { Duplex } from 'node:stream';
import { expect, test } from 'vitest';
import type { TerminalStream } from '#sandbox/model.ts';
import { windowBytes } from './model.ts';
import { SharedTerminal, type Viewer } from './shared-terminal.ts';

class ScriptedStream extends Duplex implements TerminalStream {
  typed = '';
  readonly exited: Promise<number | null>;
  end_: (code: number | null) => void = () => {};
  constructor() {
    super();
    this.exited = new Promise((resolve) => {
      this.end_ = resolve;
    });
  }
  resize(): void {}
  override _read(): void {}
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.typed += chunk.toString();
    done();
  }
}

class Recorder implements Viewer {
  bytes: Uint8Array[] = [];
  next = -1;
  gaps: [number, number][] = [];
  exit: number | null | undefined;
  output(position: number, bytes: Uint8Array): void {
    if (this.next >= 0 && position !== this.next) throw new Error(`expected ${this.next}, got ${position}`);
    this.next = position + bytes.length;
    this.bytes.push(bytes);
  }
  skipped(from: number, to: number): void {
    this.gaps.push([from, to]);
    this.next = to;
  }
  closed(exitCode: number | null): void {
    this.exit = exitCode;
  }
  get text(): string {
    return Buffer.concat(this.bytes).toString();
  }
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const open = () => {
  const stream = new ScriptedStream();
  return { stream, terminal: new SharedTerminal(stream) };
};

test('two viewers see the same bytes in order, a late one everything from the start', async () => {
  const { stream, terminal } = open();
  const [first, late] = [new Recorder(), new Recorder()];
  terminal.attach(first);
  stream.push('one ');
  await settle();
  terminal.attach(late);
  stream.push('two');
  await settle();
  expect([first.text, late.text]).toEqual(['one two', 'one two']);
});

test('coming back with a position, nothing is lost and nothing doubled', async () => {
  const { stream, terminal } = open();
  const before = new Recorder();
  const seat = terminal.attach(before);
  stream.push('abc');
  await settle();
  seat[Symbol.dispose]();
  stream.push('def');
  await settle();
  const after = new Recorder();
  expect(terminal.attach(after, before.next).from).toBe(3);
  await settle();
  expect(before.text + after.text).toBe('abcdef');
});

test('a viewer that does not acknowledge holds the shell back; acknowledging lets it go on', async () => {
  const { stream, terminal } = open();
  const viewer = new Recorder();
  const seat = terminal.attach(viewer);
  for (let i = 0; i < 80; i++) stream.push(Buffer.alloc(16 * 1024, 'x'));
  await settle();
  expect(stream.isPaused()).toBe(true);
  expect(viewer.next).toBe(windowBytes);
  for (let round = 0; round < 10; round++) {
    seat.ack(viewer.next);
    await settle();
  }
  expect(stream.isPaused()).toBe(false);
  expect(viewer.next).toBe(80 * 16 * 1024);
  expect(viewer.gaps).toEqual([]);
});

test('a stalled viewer does not hold back another; it skips openly', async () => {
  const { stream, terminal } = open();
  const [quick, stalled] = [new Recorder(), new Recorder()];
  const quickSeat = terminal.attach(quick);
  const stalledSeat = terminal.attach(stalled);
  const total = 3 * 1024 * 1024;
  for (let sent = 0; sent < total; sent += 16 * 1024) {
    stream.push(Buffer.alloc(16 * 1024, 'x'));
    await settle();
    quickSeat.ack(quick.next);
  }
  expect(quick.next).toBe(total);
  expect(quick.gaps).toEqual([]);
  stalledSeat.ack(stalled.next);
  expect(stalled.gaps).toHaveLength(1);
  expect(stalled.gaps[0]?.[0]).toBe(windowBytes);
});

test('without viewers the shell runs on', async () => {
  const { stream, terminal } = open();
  for (let i = 0; i < 100; i++) stream.push(Buffer.alloc(64 * 1024));
  await settle();
  expect(terminal.head).toBe(100 * 64 * 1024);
  expect(stream.isPaused()).toBe(false);
});

test('everyone is told when the shell ends, also who comes later', async () => {
  const { stream, terminal } = open();
  const [there, later] = [new Recorder(), new Recorder()];
  terminal.attach(there);
  stream.push('bye');
  await settle();
  stream.end_(3);
  await settle();
  terminal.attach(later);
  await settle();
  expect([there.exit, later.exit, later.text]).toEqual([3, 3, 'bye']);
});
