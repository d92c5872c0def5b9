/** What a key did to the line. */
export type EditorEvent = { type: 'line'; text: string } | { type: 'interrupt' } | { type: 'end' } | { type: 'clear' };

/** Edits one line in a terminal the way people's fingers expect: cursor, Home, End, Backspace, Ctrl+A/E/U/K/W/C/D/L, history. */
export class LineEditor {
  readonly #write: (text: string) => void;
  readonly #history: readonly string[];
  #characters: string[] = [];
  #cursor = 0;
  #recalled = 0;

  /** `history` is read when an arrow is pressed, newest last; `write` prints to the screen. */
  constructor(history: readonly string[], write: (text: string) => void) {
    this.#history = history;
    this.#write = write;
  }

  /** Takes one key, as split by {@link splitKeys}. */
  key(key: string): EditorEvent | null {
    switch (key) {
      case '\r':
      case '\n':
        return this.#finish({ type: 'line', text: this.#characters.join('') });
      case '\x03':
        return this.#finish({ type: 'interrupt' });
      case '\x04':
        return this.#characters.length === 0 ? { type: 'end' } : null;
      case '\x0c':
        return { type: 'clear' };
      case '\x7f':
      case '\b':
        return this.#replace(Math.max(0, this.#cursor - 1), this.#cursor);
      case '\x1b[3~':
        return this.#replace(this.#cursor, this.#cursor + 1);
      case '\x15':
        return this.#replace(0, this.#cursor);
      case '\x0b':
        return this.#replace(this.#cursor, this.#characters.length);
      case '\x17':
        return this.#replace(
          this.#characters.slice(0, this.#cursor).join('').trimEnd().lastIndexOf(' ') + 1,
          this.#cursor,
        );
      case '\x01':
      case '\x1b[H':
        return this.#move(0);
      case '\x05':
      case '\x1b[F':
        return this.#move(this.#characters.length);
      case '\x1b[D':
        return this.#move(this.#cursor - 1);
      case '\x1b[C':
        return this.#move(this.#cursor + 1);
      case '\x1b[A':
        return this.#recall(this.#recalled + 1);
      case '\x1b[B':
        return this.#recall(this.#recalled - 1);
      default:
        return key < ' ' ? null : this.#insert(key);
    }
  }

  /** Prints what is being edited, after a fresh prompt. */
  redraw(): void {
    this.#write(this.#characters.join('') + left(this.#characters.length - this.#cursor));
  }

  #finish(event: EditorEvent): EditorEvent {
    this.#characters = [];
    this.#cursor = 0;
    this.#recalled = 0;
    return event;
  }

  #insert(character: string): null {
    this.#characters.splice(this.#cursor, 0, character);
    this.#cursor++;
    const tail = this.#characters.slice(this.#cursor);
    this.#write(character + tail.join('') + left(tail.length));
    return null;
  }

  #replace(from: number, to: number): null {
    if (from >= to || to > this.#characters.length) return null;
    this.#write(left(this.#cursor - from));
    this.#characters.splice(from, to - from);
    this.#cursor = from;
    const tail = this.#characters.slice(from);
    this.#write(`\x1b[K${tail.join('')}${left(tail.length)}`);
    return null;
  }

  #move(to: number): null {
    const target = Math.min(Math.max(to, 0), this.#characters.length);
    this.#write(target < this.#cursor ? left(this.#cursor - target) : right(target - this.#cursor));
    this.#cursor = target;
    return null;
  }

  #recall(back: number): null {
    const entry = back === 0 ? '' : this.#history.at(-back);
    if (entry === undefined || back < 0) return null;
    this.#move(0);
    this.#characters = [...entry];
    this.#cursor = this.#characters.length;
    this.#recalled = back;
    this.#write(`\x1b[K${entry}`);
    return null;
  }
}

/** Input as keys: escape sequences whole, everything else character by character. */
export function splitKeys(input: string): string[] {
  return input.match(/\x1b\[[\d;]*[A-Za-z~]|\x1bO[A-Z]|./gsu) ?? [];
}

function left(columns: number): string {
  return columns > 0 ? `\x1b[${columns}D` : '';
}

function right(columns: number): string {
  return columns > 0 ? `\x1b[${columns}C` : '';
}
