import type { Clock } from '#lib/base/index.ts';
import { CommandScanner, type FinishedCommand } from '#lib/terminal/index.ts';
import type { TerminalStream } from '#sandbox/model.ts';

/** Enough of a terminal's latest output to see its last line. */
const tailLength = 4096;

/** Whole prompts of the shells lessons open in containers: bash of the images made of Debian, busybox. */
const containerPrompt = /^(root@[0-9a-z-]+:\/\S*|\/\S* )# $/;

/** Types into a real terminal as a person does: waits for the prompt, types a line, waits for the next prompt. */
export class TypingTerminal {
  readonly #stream: TerminalStream;
  readonly #clock: Clock;
  #tail = '';
  #prompt = '';
  /** The prompt that the next line is typed at. */
  #at = '';
  #finished = 0;
  #ended = false;
  #wake: (() => void) | null = null;

  /** `onCommand` hears of every command the shell reports. */
  constructor(stream: TerminalStream, clock: Clock, onCommand: (command: FinishedCommand) => void) {
    this.#stream = stream;
    this.#clock = clock;
    const scanner = new CommandScanner((command) => {
      this.#finished++;
      onCommand(command);
    });
    const decoder = new TextDecoder();
    stream.on('data', (chunk: Buffer) => {
      scanner.scan(chunk);
      this.#tail = (this.#tail + decoder.decode(chunk, { stream: true })).slice(-tailLength);
      this.#wake?.();
    });
    stream.on('error', () => stream.destroy());
    void stream.exited.then(() => {
      this.#ended = true;
      this.#wake?.();
    });
  }

  /** Resolves when the shell has said that it is ready for the first line. */
  async ready(limitMs: number, signal: AbortSignal): Promise<void> {
    await this.#until(() => /[#$] $/.test(this.#lastLine()), 'no prompt appeared', limitMs, signal);
    this.#prompt = this.#lastLine();
    this.#at = this.#prompt;
  }

  /**
   * Types one line and resolves when a shell asks for the next: with its prompt, with that of a shell in a container
   * (`root@4c01db0b339c:/# `, `/ # `), or with `> ` in the middle of a command. After `exit` another shell than before must ask:
   * one in a container draws its prompt again when docker tells it the terminal's size, and what is typed then is lost with it.
   * Rejects with an Error that shows the screen when it does not within `limitMs`.
   */
  async type(line: string, limitMs: number, signal: AbortSignal): Promise<void> {
    const before = this.#finished;
    const left = line.trim() === 'exit' && this.#at !== this.#prompt ? this.#at : null;
    this.#tail = '';
    this.#stream.write(`${line}\r`);
    const done = () => {
      const last = this.#lastLine();
      if (!this.#text().includes('\n') || last === left) return false;
      if (last === this.#prompt || last === '> ' || containerPrompt.test(last)) return true;
      return this.#finished > before && /[#$] $/.test(last);
    };
    await this.#until(done, `"${line}" did not end`, limitMs, signal);
    this.#at = this.#lastLine();
  }

  /** The latest lines on the screen, for messages. */
  get screen(): string {
    return this.#text().trim().slice(-600);
  }

  #text(): string {
    return withoutControls(this.#tail);
  }

  #lastLine(): string {
    return this.#text().split('\n').at(-1) ?? '';
  }

  async #until(condition: () => boolean, why: string, limitMs: number, signal: AbortSignal): Promise<void> {
    let late = false;
    using _ = this.#clock.after(limitMs, () => {
      late = true;
      this.#wake?.();
    });
    const stop = () => this.#wake?.();
    signal.addEventListener('abort', stop, { once: true });
    try {
      while (!condition()) {
        signal.throwIfAborted();
        if (this.#ended) throw new Error(`${why}: the shell ended; the screen says:\n${this.screen}`);
        if (late) throw new Error(`${why} within ${limitMs / 1000} s; the screen says:\n${this.screen}`);
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}

/** What a person would read: no colours, titles, marks, bracketed paste or carriage returns before a line's end. */
function withoutControls(text: string): string {
  return text
    .replaceAll(/\u001b\][^\u0007\u001b]*(\u0007|\u001b\\|$)/g, '')
    .replaceAll(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, '')
    .replaceAll(/\r+\n/g, '\n')
    .replaceAll(/[^\n]*\r(?=[^\n])/g, '');
}
