import { ackEveryBytes } from '#lib/terminal/model.ts';

/** What shows a terminal's output. `done` is called once the bytes have been drawn; that is what flow control counts. */
export interface TerminalSink {
  write(bytes: Uint8Array, done: () => void): void;
  /** Another shell begins: forget everything shown. */
  restart(): void;
  /** So many bytes of output are gone for good; say so. */
  skipped(bytes: number): void;
  /** True while output is replayed: answers the terminal gives to old queries must not be typed into the shell again. */
  replaying(active: boolean): void;
}

/** How far a terminal is: not asked for, asked for on this connection, streaming, or its shell has ended. */
export type FeedState = { is: 'idle' } | { is: 'asked' } | { is: 'open' } | { is: 'ended'; exitCode: number | null };

/**
 * One terminal's output on this page, over any number of connections. Positions are absolute, so nothing is shown twice and nothing
 * is lost silently: after a reconnect the server is asked to go on `from` here. Knows no socket and no xterm.
 */
export class TerminalFeed {
  state: FeedState = { is: 'idle' };
  /** Position after the last byte handed to the sink. */
  #received = 0;
  #drawn = 0;
  #acknowledged = 0;
  #replayUntil = 0;
  #shell: string | null = null;
  /** Set when the machine was replaced: whatever comes next belongs to another shell. */
  #stale = false;
  readonly #sink: TerminalSink;
  readonly #acknowledge: (position: number) => void;

  constructor(sink: TerminalSink, acknowledge: (position: number) => void) {
    this.#sink = sink;
    this.#acknowledge = acknowledge;
  }

  /** Position to ask the server to continue from. */
  get from(): number {
    return this.#stale ? 0 : this.#received;
  }

  /** The server's answer. False when it shows that this is another shell than before: then it must be asked for again, from 0. */
  opened(shell: string, from: number, head: number): boolean {
    const known = this.#shell;
    this.#shell = shell;
    if (!this.#stale && known !== null && known !== shell) {
      this.lost();
      return false;
    }
    this.state = { is: 'open' };
    if (this.#stale) this.#restart(from);
    else if (from > this.#received) this.#skip(from);
    this.#acknowledged = this.#drawn;
    this.#replayUntil = head;
    this.#sink.replaying(this.#drawn < head);
    return true;
  }

  output(position: number, bytes: Uint8Array): void {
    // Output of an attachment that is being replaced.
    if (this.state.is !== 'open') return;
    if (position > this.#received) this.#skip(position);
    const fresh = bytes.subarray(this.#received - position);
    if (fresh.length === 0) return;
    this.#received += fresh.length;
    const end = this.#received;
    this.#sink.write(fresh, () => this.#drew(end));
  }

  skipped(to: number): void {
    if (to > this.#received) this.#skip(to);
  }

  ended(exitCode: number | null): void {
    this.state = { is: 'ended', exitCode };
    this.#stale = true;
  }

  /** The connection is gone; the shell most likely is not. */
  disconnected(): void {
    if (this.state.is !== 'ended') this.state = { is: 'idle' };
  }

  /** The machine is gone, and the shell with it. */
  lost(): void {
    this.state = { is: 'idle' };
    this.#stale = true;
  }

  #restart(from: number): void {
    this.#stale = false;
    this.#sink.restart();
    this.#received = 0;
    if (from > 0) this.#skip(from);
    this.#drawn = this.#received;
  }

  #skip(to: number): void {
    this.#sink.skipped(to - this.#received);
    this.#received = to;
    // Everything before the gap that is still being drawn will report smaller positions; they no longer matter.
    this.#drawn = Math.max(this.#drawn, to);
  }

  #drew(position: number): void {
    // A callback of a shell that was replaced meanwhile.
    if (position > this.#received) return;
    this.#drawn = Math.max(this.#drawn, position);
    if (this.#replayUntil > 0 && this.#drawn >= this.#replayUntil) {
      this.#replayUntil = 0;
      this.#sink.replaying(false);
    }
    if (this.#drawn - this.#acknowledged >= ackEveryBytes) {
      this.#acknowledged = this.#drawn;
      this.#acknowledge(this.#drawn);
    }
  }
}
