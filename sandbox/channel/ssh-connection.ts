import ssh2, { type Client, type ConnectConfig } from 'ssh2';
import { AppError } from '#lib/base/index.ts';

/** Where a sandbox listens and who it must be. */
export interface SshAddress {
  host: string;
  port: number;
  /** Private key in PEM or OpenSSH format; the sandbox holds its public half. */
  clientKey: string;
  /** The only host key accepted: the public key blob in base64, as in the second field of an OpenSSH `.pub` file. */
  hostKey: string;
}

const connectMs = 10_000;
const keepAliveMs = 10_000;

/** An authenticated SSH connection, whose every question ends: with its answer, or with SANDBOX_UNREACHABLE when it breaks. */
export class SshConnection {
  readonly client: Client;
  /** Resolves when the connection has ended, for whatever reason. */
  readonly closed: Promise<void>;
  #open = true;
  readonly #waiting = new Set<(error: Error) => void>();

  constructor(client: Client) {
    this.client = client;
    this.closed = new Promise((resolve) => {
      client.once('close', () => {
        this.#open = false;
        for (const reject of this.#waiting) reject(new AppError('SANDBOX_UNREACHABLE', 'the connection ended'));
        this.#waiting.clear();
        resolve();
      });
    });
  }

  get open(): boolean {
    return this.#open;
  }

  /** Turns one of ssh2's callback questions into a promise. `refused` gives the error for an answer of "no". */
  ask<T>(
    question: (callback: (error: Error | undefined | null, answer: T) => void) => unknown,
    refused: (error: Error) => Error,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      if (!this.#open) return reject(new AppError('SANDBOX_UNREACHABLE', 'the connection had ended'));
      this.#waiting.add(reject);
      const settle = (error: Error | undefined | null, answer: T) => {
        this.#waiting.delete(reject);
        // While a connection is breaking, ssh2 reports it as a refusal of whatever was asked.
        if (error) reject(this.#open && isConnected(this.client) ? refused(error) : unreachable(error));
        else resolve(answer);
      };
      try {
        question(settle);
      } catch (error) {
        this.#waiting.delete(reject);
        reject(unreachable(error));
      }
    });
  }
}

/** Connects and authenticates as root. Rejects with SANDBOX_UNREACHABLE (no answer in 10 s, wrong host key, key refused) or the signal's reason. */
export function openSshConnection(address: SshAddress, signal: AbortSignal): Promise<SshConnection> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const client = new ssh2.Client();
    const fail = (error: unknown) => {
      signal.removeEventListener('abort', abort);
      client.destroy();
      reject(error);
    };
    const abort = () => fail(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    client.once('ready', () => {
      signal.removeEventListener('abort', abort);
      // ssh2 leaves Nagle's algorithm on; with it every small question takes 40 ms.
      client.setNoDelay(true);
      resolve(new SshConnection(client));
    });
    // Stays for the whole life of the connection: an error without a listener would end the process. 'close' follows it.
    client.on('error', (error) => fail(unreachable(error)));
    client.once('close', () => fail(new AppError('SANDBOX_UNREACHABLE', 'closed while connecting')));
    client.connect(settings(address));
  });
}

function settings({ host, port, clientKey, hostKey }: SshAddress): ConnectConfig {
  return {
    host,
    port,
    username: 'root',
    privateKey: clientKey,
    hostVerifier: (key: Buffer) => key.toString('base64') === hostKey,
    readyTimeout: connectMs,
    keepaliveInterval: keepAliveMs,
    keepaliveCountMax: 3,
    algorithms: {
      // AES runs in OpenSSL on the processor's own instructions; ssh2's default first choice does not.
      cipher: ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes128-ctr', 'aes256-ctr'],
      ...pinnedAlgorithm(hostKey),
    },
  };
}

/** Asks the sandbox for the key we know, should it hold several. RSA keys sign under other names than their own. */
function pinnedAlgorithm(hostKey: string): ConnectConfig['algorithms'] {
  const blob = Buffer.from(hostKey, 'base64');
  const name = blob.subarray(4, 4 + (blob.length >= 4 ? blob.readUInt32BE(0) : 0)).toString('latin1');
  return name === 'ssh-ed25519' || name === 'ecdsa-sha2-nistp256' ? { serverHostKey: [name] } : {};
}

function unreachable(cause: unknown): AppError {
  return new AppError('SANDBOX_UNREACHABLE', cause instanceof Error ? cause.message : undefined, { cause });
}

function isConnected(client: Client): boolean {
  const socket: unknown = Reflect.get(client, '_sock');
  return typeof socket === 'object' && socket !== null && Reflect.get(socket, 'destroyed') !== true;
}
