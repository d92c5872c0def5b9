import type { Duplex } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import { AppError } from '#lib/base/index.ts';
import type { Channel, ExecOptions, ExecResult, TerminalStream } from '../model.ts';
import { remoteEnvironment } from './remote-environment.ts';
import { openSshConnection, type SshAddress, type SshConnection } from './ssh-connection.ts';
import { SshProcesses } from './ssh-exec.ts';
import { SshFiles } from './ssh-files.ts';
import { SshStream, SshTerminal } from './ssh-stream.ts';

const daemonSocket = '/var/run/docker.sock';

/**
 * Opens the channel into a sandbox over SSH. Rejects with SANDBOX_UNREACHABLE when nobody answers within 10 s, when the host
 * key is not the pinned one, or when the client key is refused; with the signal's reason when aborted.
 */
export async function connectSsh({ signal, ...address }: SshAddress & { signal: AbortSignal }): Promise<Channel> {
  return new SshChannel(await openSshConnection(address, signal));
}

class SshChannel implements Channel {
  readonly files: SshFiles;
  readonly closed: Promise<void>;
  readonly #connection: SshConnection;
  readonly #processes: SshProcesses;

  constructor(connection: SshConnection) {
    this.#connection = connection;
    this.#processes = new SshProcesses(connection);
    this.files = new SshFiles(connection, this.#processes);
    this.closed = connection.closed;
  }

  async openTerminal({ cols, rows }: { cols: number; rows: number }): Promise<TerminalStream> {
    const pty = { term: 'xterm-256color', cols, rows, width: 0, height: 0 };
    return new SshTerminal(
      await this.#connection.ask<ClientChannel>(
        (callback) =>
          this.#connection.client.shell(
            pty,
            { env: remoteEnvironment({ LANG: 'C.UTF-8', COLORTERM: 'truecolor' }) },
            callback,
          ),
        (cause) => new AppError('SANDBOX_UNREACHABLE', `no shell: ${cause.message}`, { cause }),
      ),
    );
  }

  exec(command: readonly string[], options?: ExecOptions): Promise<ExecResult> {
    return this.#processes.run(command, options);
  }

  async dialPort(port: number): Promise<Duplex> {
    return new SshStream(
      await this.#connection.ask<ClientChannel>(
        (callback) => this.#connection.client.forwardOut('127.0.0.1', 0, '127.0.0.1', port, callback),
        (cause) => new AppError('NOT_FOUND', `port ${port} of the sandbox: ${cause.message}`, { cause }),
      ),
    );
  }

  async dialDaemon(): Promise<Duplex> {
    return new SshStream(
      await this.#connection.ask<ClientChannel>(
        (callback) => this.#connection.client.openssh_forwardOutStreamLocal(daemonSocket, callback),
        (cause) => new AppError('DAEMON_UNREACHABLE', cause.message, { cause }),
      ),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#processes.endAll();
    this.#connection.client.end();
    // A partner that is gone never confirms the end.
    AbortSignal.timeout(1000).addEventListener('abort', () => this.#connection.client.destroy(), { once: true });
    await this.closed;
  }
}
