import type { ClientChannel } from 'ssh2';
import { AppError } from '#lib/base/index.ts';
import type { ExecOptions, ExecResult } from '../model.ts';
import { quoteCommand } from './quote.ts';
import { remoteEnvironment } from './remote-environment.ts';
import type { SshConnection } from './ssh-connection.ts';

const marker = 'slipway-process ';
const keptBytes = 4 * 1024 * 1024;
const goodbyeMs = 1000;

/** Runs commands over one connection and knows which of them still run, so that they can be ended. */
export class SshProcesses {
  readonly #connection: SshConnection;
  readonly #running = new Set<number>();
  #ending = false;

  constructor(connection: SshConnection) {
    this.#connection = connection;
  }

  /** Runs a command to its end. At most 4 MiB of each output are kept. */
  async run(command: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
    options.signal?.throwIfAborted();
    const stream = await this.#start(command);
    return new Promise((resolve, reject) => {
      const stdout = collector();
      const stderr = collector();
      const say = (chunk: Buffer) => {
        if (chunk.length === 0) return;
        if (options.onStderr) options.onStderr(chunk);
        else stderr.add(chunk);
      };
      let processId = 0;
      let head = '';
      const end = () => {
        if (processId > 0) void this.#kill([processId]).finally(() => stream.close());
      };
      const abort = () => {
        end();
        reject(options.signal?.reason);
      };
      options.signal?.addEventListener('abort', abort, { once: true });
      if (options.signal?.aborted) abort();

      stream.on('data', (chunk: Buffer) => (options.onStdout ? options.onStdout(chunk) : stdout.add(chunk)));
      stream.stderr.on('data', (chunk: Buffer) => {
        if (processId > 0) return say(chunk);
        head += chunk.toString('latin1');
        const found = /slipway-process (\d+)\n/.exec(head);
        if (!found) return;
        processId = Number(found[1]);
        this.#running.add(processId);
        say(Buffer.from(head.slice(0, found.index) + head.slice(found.index + found[0].length), 'latin1'));
        if (options.signal?.aborted) end();
      });
      // Not 'exit': a quick command's arrives in the same packet as the channel itself, before anybody can listen.
      const closed = new Promise<number | null>((done) =>
        stream.once('close', (code?: number | null) => done(code ?? null)),
      );
      const drained = new Promise<void>((done) => stream.stderr.once('end', () => done()));
      void Promise.all([closed, drained]).then(([code]) => {
        this.#running.delete(processId);
        options.signal?.removeEventListener('abort', abort);
        if (this.#ending || !this.#connection.open) {
          return reject(new AppError('SANDBOX_UNREACHABLE', 'cut off while a command ran'));
        }
        resolve({ code, stdout: stdout.text(), stderr: stderr.text() });
      });
      stream.end(options.input);
    });
  }

  /** Ends everything that still runs. Never takes longer than a second, never rejects. */
  async endAll(): Promise<void> {
    this.#ending = true;
    if (this.#running.size === 0 || !this.#connection.open) return;
    const late = new Promise<void>((resolve) => {
      AbortSignal.timeout(goodbyeMs).addEventListener('abort', () => resolve(), { once: true });
    });
    await Promise.race([this.#kill([...this.#running]), this.#connection.closed, late]);
  }

  /**
   * sshd makes every command the leader of a process group of its own, but ends nothing when its channel closes and refuses
   * root the protocol's signals. So the shell says its process id first, for us to kill the group by, and the kernel is told
   * (setpriv) to kill the command when sshd goes, which it does when the connection is cut.
   */
  #start(command: readonly string[]): Promise<ClientChannel> {
    const line = `echo ${marker}$$ >&2; exec setpriv --pdeathsig KILL -- ${quoteCommand(command)}`;
    // SHLVL: bash under sshd reads .bashrc, which the learner may fill with anything, unless it finds itself nested.
    const options = { env: remoteEnvironment({ SHLVL: '1', LANG: 'C.UTF-8' }) };
    return this.#connection.ask<ClientChannel>(
      (callback) => this.#connection.client.exec(line, options, callback),
      (cause) => new AppError('SANDBOX_UNREACHABLE', `exec refused: ${cause.message}`, { cause }),
    );
  }

  async #kill(processIds: number[]): Promise<void> {
    const line = `kill -KILL ${processIds.map((id) => `-${id}`).join(' ')}`;
    try {
      const stream = await this.#connection.ask<ClientChannel>(
        (callback) => this.#connection.client.exec(line, callback),
        (cause) => cause,
      );
      stream.resume().stderr.resume();
      await new Promise<void>((resolve) => stream.once('close', () => resolve()));
    } catch {
      // The connection is gone, and the processes with it.
    }
  }
}

function collector(): { add(chunk: Buffer): void; text(): string } {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return {
    add(chunk) {
      const kept = chunk.subarray(0, keptBytes - bytes);
      bytes += kept.length;
      if (kept.length > 0) chunks.push(kept);
    },
    text: () => Buffer.concat(chunks).toString('utf8'),
  };
}
