import { type Duplex, duplexPair } from 'node:stream';
import { AppError } from '#lib/base/index.ts';
import {
  type Channel,
  type ChannelFiles,
  type ExecOptions,
  type ExecResult,
  sandboxHome,
  type TerminalStream,
} from '../../model.ts';
import type { FakeMachine } from './machine.ts';
import { FakeTerminal } from './terminal.ts';

/** A channel into a fake sandbox. It keeps the port's promises, so that what works here works over SSH. */
export class FakeChannel implements Channel {
  readonly files: ChannelFiles;
  readonly closed: Promise<void>;
  readonly #machine: FakeMachine;
  readonly #end = new AbortController();
  readonly #streams = new Set<Duplex>();

  constructor(machine: FakeMachine) {
    this.#machine = machine;
    this.closed = new Promise((resolve) => this.#end.signal.addEventListener('abort', () => resolve(), { once: true }));
    this.files = guard(machine.files, () => this.#check());
  }

  async openTerminal(size: { cols: number; rows: number }): Promise<TerminalStream> {
    this.#check();
    return this.#keep(new FakeTerminal(this.#machine, size));
  }

  async exec(
    command: readonly string[],
    { input = '', onStdout, onStderr, signal }: ExecOptions = {},
  ): Promise<ExecResult> {
    this.#check();
    signal?.throwIfAborted();
    let stdout = '';
    let stderr = '';
    const stop = AbortSignal.any([this.#end.signal, ...(signal ? [signal] : [])]);
    const running = this.#machine.run([...command], {
      stdin: typeof input === 'string' ? input : Buffer.from(input).toString('utf8'),
      cwd: sandboxHome,
      size: null,
      signal: stop,
      stdout: async (text) => {
        if (onStdout) onStdout(Buffer.from(text));
        else stdout += text;
      },
      stderr: async (text) => {
        if (onStderr) onStderr(Buffer.from(text));
        else stderr += text;
      },
    });
    const code = await running;
    signal?.throwIfAborted();
    this.#check();
    return { code, stdout, stderr };
  }

  async dialPort(port: number): Promise<Duplex> {
    this.#check();
    throw new AppError('NOT_FOUND', `port ${port}: nothing listens in a fake sandbox`);
  }

  async dialDaemon(): Promise<Duplex> {
    this.#check();
    this.#machine.daemon.wake();
    const [near, far] = duplexPair();
    // A pair knows its other half's end but not its destruction; sockets know both.
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
    this.#machine.daemonServer.accept(far);
    return this.#keep(near);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    for (const stream of this.#streams) stream.destroy();
  }

  #check(): void {
    if (this.#end.signal.aborted) throw new AppError('SANDBOX_UNREACHABLE', 'the channel had ended');
  }

  #keep<T extends Duplex>(stream: T): T {
    this.#streams.add(stream);
    stream.once('close', () => this.#streams.delete(stream));
    return stream;
  }
}

function guard(files: ChannelFiles, check: () => void): ChannelFiles {
  const checked = async <T>(work: () => Promise<T>): Promise<T> => {
    check();
    return work();
  };
  return {
    list: (path) => checked(() => files.list(path)),
    stat: (path) => checked(() => files.stat(path)),
    read: (path, maxBytes) => checked(() => files.read(path, maxBytes)),
    write: (path, bytes) => checked(() => files.write(path, bytes)),
    makeFolder: (path) => checked(() => files.makeFolder(path)),
    rename: (from, to) => checked(() => files.rename(from, to)),
    remove: (path) => checked(() => files.remove(path)),
  };
}
