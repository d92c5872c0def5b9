import type { Channel } from '#sandbox/model.ts';
import { AppError } from '../base/index.ts';
import { CommandScanner, type FinishedCommand, SharedTerminal } from '../terminal/index.ts';
import { terminalLimit } from '../terminal/model.ts';

/** The shells of one session, by number. They live in the sandbox; when its channel ends, so do they. */
export class Terminals {
  readonly #open = new Map<number, Promise<SharedTerminal>>();
  readonly #ready = new Map<number, SharedTerminal>();
  readonly #changed: () => void;
  readonly #onCommand: (command: FinishedCommand) => void;

  constructor(changed: () => void, onCommand: (command: FinishedCommand) => void) {
    this.#changed = changed;
    this.#onCommand = onCommand;
  }

  get numbers(): number[] {
    return [...this.#ready.keys()].sort((a, b) => a - b);
  }

  get(number: number): SharedTerminal | undefined {
    return this.#ready.get(number);
  }

  /** The terminal with that number, made when there is none. Throws TERMINAL_LIMIT. Two callers at once get the same one. */
  open(number: number, channel: Channel, cols: number, rows: number): Promise<SharedTerminal> {
    const known = this.#open.get(number);
    if (known) return known;
    if (this.#open.size >= terminalLimit) throw new AppError('TERMINAL_LIMIT');
    const opening = this.#make(number, channel, cols, rows);
    this.#open.set(number, opening);
    opening.catch(() => this.#open.delete(number));
    return opening;
  }

  /** Ends one shell; ending what is not there is fine. */
  close(number: number): void {
    this.#ready.get(number)?.close();
  }

  /** Ends and forgets all of them at once, so that a number opened next is a new shell. */
  closeAll(): void {
    const terminals = [...this.#ready.values()];
    this.#ready.clear();
    this.#open.clear();
    for (const terminal of terminals) terminal.close();
  }

  async #make(number: number, channel: Channel, cols: number, rows: number): Promise<SharedTerminal> {
    const stream = await channel.openTerminal({ cols, rows });
    const scanner = new CommandScanner(this.#onCommand);
    const terminal = new SharedTerminal(stream, (chunk) => scanner.scan(chunk));
    this.#ready.set(number, terminal);
    void stream.exited.then(() => {
      if (this.#ready.get(number) !== terminal) return;
      this.#open.delete(number);
      this.#ready.delete(number);
      this.#changed();
    });
    this.#changed();
    return terminal;
  }
}
