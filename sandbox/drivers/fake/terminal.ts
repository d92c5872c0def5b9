import { Duplex } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { sandboxHome, type TerminalStream } from '../../model.ts';
import { LineEditor, splitKeys } from './line-editor.ts';
import type { FakeMachine } from './machine.ts';
import { FakeShell } from './shell.ts';

/** A pty with the scripted shell behind it: prints a prompt, edits lines, runs them, reports them as the real shell does. */
export class FakeTerminal extends Duplex implements TerminalStream {
  readonly exited: Promise<number | null>;
  readonly #shell: FakeShell;
  readonly #editor: LineEditor;
  readonly #history: string[] = [];
  readonly #decoder = new StringDecoder('utf8');
  readonly #pendingKeys: string[] = [];
  #finish: (code: number | null) => void = () => undefined;
  #room: (() => void) | null = null;
  #running: AbortController | null = null;

  constructor(machine: FakeMachine, size: { cols: number; rows: number }) {
    super({ highWaterMark: 64 * 1024, decodeStrings: true });
    this.exited = new Promise((resolve) => {
      this.#finish = resolve;
    });
    this.#shell = new FakeShell(machine, (text) => this.#print(text.replace(/\r?\n/g, '\r\n')), { ...size });
    this.#editor = new LineEditor(this.#history, (text) => this.push(text));
    this.#prompt();
  }

  resize(cols: number, rows: number): void {
    this.#shell.size = { cols, rows };
  }

  override _read(): void {
    const room = this.#room;
    this.#room = null;
    room?.();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    this.#pendingKeys.push(...splitKeys(this.#decoder.write(chunk)));
    this.#takeKeys();
    callback();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#running?.abort();
    this.#room?.();
    this.#finish(null);
    callback(error);
  }

  #takeKeys(): void {
    if (this.#running) {
      // Typed ahead stays for the next prompt, except what is meant for the running command.
      if (!this.#pendingKeys.includes('\x03')) return;
      this.#pendingKeys.splice(0, this.#pendingKeys.lastIndexOf('\x03') + 1);
      this.push('^C');
      this.#running.abort();
      return;
    }
    for (let key = this.#pendingKeys.shift(); key !== undefined; key = this.#pendingKeys.shift()) {
      const event = this.#editor.key(key);
      if (event?.type === 'line') return void this.#run(event.text);
      if (event?.type === 'interrupt') {
        this.push('^C\r\n');
        this.#prompt();
      } else if (event?.type === 'clear') {
        this.push('\x1b[H\x1b[2J');
        this.#prompt();
        this.#editor.redraw();
      } else if (event?.type === 'end') {
        this.push('exit\r\n');
        this.#end(0);
        return;
      }
    }
  }

  async #run(line: string): Promise<void> {
    this.push('\r\n');
    if (line.trim() === '') return this.#afterwards();
    this.#history.push(line);
    this.#running = new AbortController();
    const code = await this.#shell.run(line, this.#running.signal);
    if (this.#running.signal.aborted) this.push('\r\n');
    this.#running = null;
    if (this.destroyed) return;
    if (this.#shell.ended !== null) return this.#end(this.#shell.ended);
    this.push(`\x1b]633;E;${String(this.#history.length).padStart(5)}  ${line}\n\x07\x1b]633;D;${code}\x07`);
    this.#afterwards();
  }

  #afterwards(): void {
    this.#prompt();
    this.#takeKeys();
  }

  #prompt(): void {
    const folder = this.#shell.cwd.replace(new RegExp(`^${sandboxHome}(?=/|$)`), '~');
    this.push(`\x1b[1;32mlearner@docker\x1b[0m:\x1b[1;34m${folder}\x1b[0m# `);
  }

  #end(code: number): void {
    this.#finish(code);
    this.push(null);
    this.end();
  }

  #print(text: string): Promise<void> {
    if (this.destroyed || this.push(text)) return Promise.resolve();
    return new Promise((resolve) => {
      this.#room = resolve;
    });
  }
}
