/** A command line that has ended, as the sandbox's shell reported it. */
export interface FinishedCommand {
  line: string;
  exitCode: number;
}

const mark = Buffer.from('\u001b]633;');
const bell = 7;
const longest = 8192;

/**
 * Finds the invisible marks the sandbox's shell prints after every command: `ESC ] 633 ; E ; <history entry> BEL`, then
 * `ESC ] 633 ; D ; <exit code> BEL` (the sequences Visual Studio Code's shell integration uses). Learners can forge them;
 * they then only fool their own supplementary checks. Marks may be cut anywhere by chunk borders.
 */
export class CommandScanner {
  readonly #onCommand: (command: FinishedCommand) => void;
  #rest = Buffer.alloc(0);
  #line: string | null = null;

  constructor(onCommand: (command: FinishedCommand) => void) {
    this.#onCommand = onCommand;
  }

  scan(chunk: Uint8Array): void {
    let bytes =
      this.#rest.length > 0
        ? Buffer.concat([this.#rest, chunk])
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    for (;;) {
      const start = bytes.indexOf(mark);
      if (start < 0) {
        // Only the beginning of a mark may still be completed by the next chunk.
        const cut = bytes.lastIndexOf('\u001b');
        this.#rest = cut >= 0 && bytes.length - cut < mark.length ? Buffer.from(bytes.subarray(cut)) : Buffer.alloc(0);
        return;
      }
      const end = bytes.indexOf(bell, start);
      if (end < 0) {
        this.#rest = bytes.length - start > longest ? Buffer.alloc(0) : Buffer.from(bytes.subarray(start));
        return;
      }
      this.#read(bytes.subarray(start + mark.length, end).toString('utf8'));
      bytes = bytes.subarray(end + 1);
    }
  }

  #read(body: string): void {
    const text = body.slice(2);
    if (body.startsWith('E;')) {
      // "  12  docker ps\r\n": the number is bash's, the rest what was typed.
      this.#line = text.replace(/^\s*\d+\*?\s+/, '').trim();
    } else if (body.startsWith('D;') && this.#line !== null) {
      const exitCode = Number.parseInt(text, 10);
      if (this.#line !== '' && Number.isInteger(exitCode)) this.#onCommand({ line: this.#line, exitCode });
      this.#line = null;
    }
  }
}
