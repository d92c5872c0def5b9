import type { TerminalStream } from '#sandbox/model.ts';
import { randomId } from '../base/index.ts';
import { windowBytes } from './model.ts';
import { Scrollback } from './scrollback.ts';

/** About 5,000 lines of 200 bytes. */
const scrollbackBytes = 1024 * 1024;
const chunkBytes = 16 * 1024;

/** Someone who looks at a terminal. Called synchronously, in order; must not throw. */
export interface Viewer {
  /** Output from `position` on; answer with {@link Attachment.ack} when it has been shown. */
  output(position: number, bytes: Uint8Array): void;
  /** The viewer was too slow or too late: these bytes are gone for it. */
  skipped(from: number, to: number): void;
  /** The shell has ended; null when it was cut off. */
  closed(exitCode: number | null): void;
}

/** A viewer's place at a terminal; disposing it leaves the shell running. */
export interface Attachment extends Disposable {
  /** Position replay started at. */
  readonly from: number;
  /** All output before `position` has been shown. */
  ack(position: number): void;
}

interface Seat {
  viewer: Viewer;
  sent: number;
  acked: number;
}

/**
 * One shell, any number of viewers. Each viewer has at most `windowBytes` on the way; a slow one skips ahead when its
 * place falls out of the scrollback. The shell itself is held back only while even the fastest viewer is that far behind,
 * and never by nobody: without viewers it runs on into the scrollback.
 */
export class SharedTerminal {
  /** Tells this shell from any other that bears, or bore, the same number. */
  readonly id = randomId(8);
  readonly #stream: TerminalStream;
  readonly #scrollback = new Scrollback(scrollbackBytes);
  readonly #seats = new Set<Seat>();
  #exit: { code: number | null } | null = null;

  constructor(stream: TerminalStream, onOutput?: (chunk: Uint8Array) => void) {
    this.#stream = stream;
    stream.on('data', (chunk: Buffer) => {
      this.#scrollback.append(chunk);
      onOutput?.(chunk);
      for (const seat of this.#seats) this.#send(seat);
      this.#throttle();
    });
    // A broken stream ends like a closed one: `exited` tells.
    stream.on('error', () => stream.destroy());
    void stream.exited.then((code) => {
      this.#exit = { code };
      for (const seat of this.#seats) seat.viewer.closed(code);
    });
  }

  get head(): number {
    return this.#scrollback.head;
  }

  /** True once the shell has ended. */
  get ended(): boolean {
    return this.#exit !== null;
  }

  /** Adds a viewer and replays from position `from` (all that is kept when left out; clamped to what is kept). */
  attach(viewer: Viewer, from = 0): Attachment {
    const { oldest, head } = this.#scrollback;
    const start = Math.max(oldest, Math.min(from, head));
    const seat: Seat = { viewer, sent: start, acked: start };
    this.#seats.add(seat);
    queueMicrotask(() => {
      if (!this.#seats.has(seat)) return;
      this.#send(seat);
      if (this.#exit) viewer.closed(this.#exit.code);
    });
    return {
      from: start,
      ack: (position) => {
        seat.acked = Math.max(seat.acked, Math.min(position, seat.sent));
        this.#send(seat);
        this.#throttle();
      },
      [Symbol.dispose]: () => {
        this.#seats.delete(seat);
        this.#throttle();
      },
    };
  }

  write(data: string): void {
    if (!this.#exit) this.#stream.write(data);
  }

  resize(cols: number, rows: number): void {
    if (!this.#exit) this.#stream.resize(cols, rows);
  }

  /** Ends the shell. */
  close(): void {
    this.#stream.destroy();
  }

  #send(seat: Seat): void {
    const { oldest, head } = this.#scrollback;
    while (seat.sent < head && seat.sent - seat.acked < windowBytes) {
      if (seat.sent < oldest) {
        seat.viewer.skipped(seat.sent, oldest);
        seat.sent = oldest;
        seat.acked = oldest;
      }
      const bytes = this.#scrollback.read(seat.sent, chunkBytes);
      const position = seat.sent;
      seat.sent += bytes.length;
      seat.viewer.output(position, bytes);
    }
  }

  #throttle(): void {
    const lags = [...this.#seats].map((seat) => this.#scrollback.head - seat.acked);
    const behind = lags.length > 0 && Math.min(...lags) >= windowBytes;
    if (behind && !this.#stream.isPaused()) this.#stream.pause();
    else if (!behind && this.#stream.isPaused()) this.#stream.resume();
  }
}
