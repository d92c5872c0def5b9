import { posix } from 'node:path';
import { codeOf } from '#lib/base/index.ts';
import { sandboxHome } from '../../model.ts';
import type { FakeMachine } from './machine.ts';
import { parseLine, type SimpleCommand } from './shell-words.ts';

/** The scripted shell: its folder, its variables, its exit code. Commands come from the machine. */
export class FakeShell {
  cwd = sandboxHome;
  size: { cols: number; rows: number } | null;
  /** The code `exit` was given; null while the shell lives. */
  ended: number | null = null;
  readonly #machine: FakeMachine;
  readonly #print: (text: string) => Promise<void>;
  readonly #variables = new Map([
    ['HOME', sandboxHome],
    ['USER', 'root'],
    ['LANG', 'C.UTF-8'],
  ]);
  #code = 0;

  constructor(
    machine: FakeMachine,
    print: (text: string) => Promise<void>,
    size: { cols: number; rows: number } | null,
  ) {
    this.#machine = machine;
    this.#print = print;
    this.size = size;
  }

  /** Runs a line and gives its exit code; 130 when it was interrupted. */
  async run(line: string, signal: AbortSignal): Promise<number> {
    try {
      const variable = (name: string) => (name === '?' ? String(this.#code) : (this.#variables.get(name) ?? ''));
      for (const command of parseLine(await this.#substitute(line, signal), variable)) {
        if (signal.aborted || this.ended !== null) break;
        if (command.after === '&&' && this.#code !== 0) continue;
        if (command.after === '||' && this.#code === 0) continue;
        this.#code = await this.#runOne(command, signal);
      }
    } catch (error) {
      await this.#print(`bash: ${error instanceof Error ? error.message : error}\n`);
      this.#code = 2;
    }
    if (signal.aborted) this.#code = 130;
    return this.#code;
  }

  /** Puts the output of `$(command)` in its place. */
  async #substitute(line: string, signal: AbortSignal): Promise<string> {
    const found = /\$\((?!\()([^()]*)\)/.exec(line);
    if (!found) return line;
    let output = '';
    const collect = async (text: string) => {
      output += text;
    };
    const { cwd } = this;
    for (const { words } of parseLine(found[1] ?? '', () => '')) {
      await this.#machine.run(words, { stdin: '', cwd, size: null, signal, stdout: collect, stderr: this.#print });
    }
    const rest = line.slice(found.index + found[0].length);
    return line.slice(0, found.index) + output.trim().replace(/\s+/g, ' ') + (await this.#substitute(rest, signal));
  }

  async #runOne({ words, redirect }: SimpleCommand, signal: AbortSignal): Promise<number> {
    let output = '';
    const collect = async (text: string) => {
      output += text;
    };
    const builtin = await this.#builtin(words);
    if (builtin !== null) return builtin;
    const code = await this.#machine.run(words, {
      stdin: '',
      cwd: this.cwd,
      size: this.size,
      signal,
      stdout: redirect ? collect : this.#print,
      stderr: this.#print,
    });
    return redirect ? this.#save(redirect, output, code) : code;
  }

  async #save(redirect: { path: string; append: boolean }, output: string, code: number): Promise<number> {
    const path = posix.resolve(this.cwd, redirect.path);
    try {
      const before = redirect.append ? this.#contentOf(path) : '';
      this.#machine.files.writeNow(path, Buffer.from(before + output));
      return code;
    } catch (error) {
      const why = codeOf(error) === 'FILE_MISSING' ? 'No such file or directory' : 'Is a directory';
      await this.#print(`bash: ${redirect.path}: ${why}\n`);
      return 1;
    }
  }

  #contentOf(path: string): string {
    try {
      return this.#machine.files.readNow(path).toString('utf8');
    } catch (error) {
      if (codeOf(error) === 'FILE_MISSING') return '';
      throw error;
    }
  }

  /** Commands that change the shell itself; null for all others. */
  async #builtin(words: string[]): Promise<number | null> {
    const [name = '', argument] = words;
    const assignment = words.length === 1 ? /^(\w+)=(.*)$/.exec(name) : null;
    if (assignment?.[1] !== undefined) {
      this.#variables.set(assignment[1], assignment[2] ?? '');
      return 0;
    }
    if (name === 'exit') {
      this.ended = Number(argument ?? this.#code) & 255;
      return this.ended;
    }
    if (name !== 'cd') return null;
    const folder = posix.resolve(this.cwd, argument ?? sandboxHome);
    if (this.#machine.files.isFolder(folder)) {
      this.cwd = folder;
      return 0;
    }
    await this.#print(`bash: cd: ${argument}: No such file or directory\n`);
    return 1;
  }
}
