/** The parts of a lesson page one can go to. */
export const panes = ['text', 'editor', 'terminal'] as const;
export type Pane = (typeof panes)[number];

/** What the upper pane of the bench shows: the files, the picture of what Docker holds, or what answers on a port. */
export type UpperView = 'editor' | 'picture' | `port-${number}`;

type Hands = {
  /** Types a text into the current terminal and gives it the focus; false when there is none to type into. */
  type: (text: string) => boolean;
  /** Puts a text into a file of the learner's home folder and shows it in the editor. */
  put: (path: string, text: string) => void;
  show: (pane: Pane) => void;
  look: (view: UpperView) => void;
};

/**
 * How the lesson's text reaches the tools beside it: code blocks ask the bench, and whichever pane is there answers.
 * Panes announce themselves with {@link Bench.offer} and may come and go.
 */
export class Bench {
  #hands: Partial<Hands> = {};
  /** Asked for before the editor was loaded. */
  #waiting: Parameters<Hands['put']> | null = null;

  offer<Name extends keyof Hands>(name: Name, hand: Hands[Name]): () => void {
    this.#hands[name] = hand;
    if (name === 'put' && this.#waiting) {
      const waiting = this.#waiting;
      this.#waiting = null;
      this.#hands.put?.(...waiting);
    }
    return () => {
      if (this.#hands[name] === hand) delete this.#hands[name];
    };
  }

  /** Runs shell lines in the current terminal, as if typed. */
  run(code: string): boolean {
    this.#hands.show?.('terminal');
    return this.#hands.type?.(`${code.trimEnd().replace(/\r?\n/g, '\r')}\r`) ?? false;
  }

  /** Types a text into the current terminal as it is. */
  type(text: string): boolean {
    return this.#hands.type?.(text) ?? false;
  }

  put(path: string, text: string): void {
    this.#hands.look?.('editor');
    if (this.#hands.put) this.#hands.put(path, text);
    else this.#waiting = [path, text];
  }

  /** Shows something in the upper pane of the bench. */
  look(view: UpperView): void {
    this.#hands.look?.(view);
  }

  show(pane: Pane): void {
    this.#hands.show?.(pane);
  }
}
