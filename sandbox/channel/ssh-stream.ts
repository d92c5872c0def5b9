import { Duplex } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import type { TerminalStream } from '../model.ts';

/**
 * An SSH channel as an ordinary Duplex. ssh2's own streams never report `destroyed`, leave writes hanging when the other side
 * closes, and do not end by themselves; node:http and the terminal gateway rely on all three.
 */
export class SshStream extends Duplex {
  protected readonly channel: ClientChannel;
  #gone = false;
  #written: ((error?: Error | null) => void) | null = null;

  constructor(channel: ClientChannel) {
    super({ highWaterMark: 64 * 1024 });
    this.channel = channel;
    channel.on('data', (chunk: Buffer) => {
      if (!this.destroyed && !this.push(chunk)) channel.pause();
    });
    channel.once('end', () => {
      if (!this.destroyed) this.push(null);
    });
    channel.once('close', () => {
      this.#gone = true;
      this.#settleWrite();
      this.end();
    });
    // Errors of one channel are always followed by its 'close'.
    channel.on('error', () => undefined);
  }

  override _read(): void {
    this.channel.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    // Like a pipe whose reader left while it was being written to: what is written is lost, and 'close' tells.
    this.#written = callback;
    if (this.#gone) this.#settleWrite();
    else this.channel.write(chunk, () => this.#settleWrite());
  }

  override _final(callback: (error?: Error | null) => void): void {
    if (!this.#gone) this.channel.end();
    callback();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#gone = true;
    this.#settleWrite();
    this.channel.destroy();
    // ssh2 reports the end of a channel only to somebody who reads it to its end.
    this.channel.resume();
    callback(error);
  }

  #settleWrite(): void {
    const written = this.#written;
    this.#written = null;
    written?.();
  }
}

/** A shell's pty over SSH. Destroying it hangs the shell up. */
export class SshTerminal extends SshStream implements TerminalStream {
  readonly exited: Promise<number | null>;

  constructor(channel: ClientChannel) {
    super(channel);
    // Everything arrives on stdout; the unread window of stderr would stop the channel all the same.
    channel.stderr.resume();
    this.exited = new Promise((resolve) => channel.once('close', (code?: number | null) => resolve(code ?? null)));
  }

  resize(cols: number, rows: number): void {
    this.channel.setWindow(rows, cols, 0, 0);
  }
}
