import { type AuthorClientFrame, AuthorServerFrame, type AuthorStep, authorPath } from '#lib/author/model.ts';
import type { Clock } from '#lib/base/index.ts';
import type { Socket } from '../connection/lesson-connection.ts';

/** What an author's page knows. */
export interface AuthorState {
  /** The step that is looked at, as it stands now; null before the server said anything. */
  step: AuthorStep | null;
  /** Mistakes in the lesson's files. */
  problems: readonly string[];
}

type Options = {
  lesson: string;
  clock: Clock;
  openSocket: (path: string) => Socket;
  /** The lesson was saved: what is shown is old. */
  saved: () => void;
};

const retryMs = 1000;

/** The author's connection of a page: tells which step is looked at, hears how its checks come out, comes back when it breaks. */
export class AuthorFeed implements Disposable {
  readonly #options: Options;
  readonly #listeners = new Set<() => void>();
  #state: AuthorState = { step: null, problems: [] };
  #step = '';
  #socket: Socket | null = null;
  #open = false;
  #retry: Disposable | null = null;
  #lost = false;

  constructor(options: Options) {
    this.#options = options;
  }

  readonly state = (): AuthorState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  start(): void {
    const socket = this.#options.openSocket(authorPath(this.#options.lesson));
    this.#socket = socket;
    socket.onopen = () => {
      this.#open = true;
      // The server was away: whatever was saved meanwhile went unheard.
      if (this.#lost) this.#options.saved();
      this.#lost = false;
      this.look(this.#step);
    };
    socket.onmessage = ({ data }) => this.#receive(data);
    socket.onclose = () => {
      this.#open = false;
      this.#lost = true;
      this.#retry = this.#options.clock.after(retryMs, () => this.start());
    };
  }

  [Symbol.dispose](): void {
    this.#retry?.[Symbol.dispose]();
    if (this.#socket) this.#socket.onclose = null;
    this.#socket?.close();
    this.#open = false;
  }

  /** Looks at a step from now on. */
  look(step: string): void {
    this.#step = step;
    if (this.#state.step?.id !== step) this.#set({ step: null });
    if (this.#open && step) this.#socket?.send(JSON.stringify({ type: 'look', step } satisfies AuthorClientFrame));
  }

  #receive(data: unknown): void {
    const frame = AuthorServerFrame.safeParse(typeof data === 'string' ? JSON.parse(data) : null);
    if (!frame.success) return;
    if (frame.data.type === 'step') {
      if (frame.data.step.id === this.#step) this.#set({ step: frame.data.step });
      return;
    }
    this.#set({ problems: frame.data.problems });
    if (frame.data.fresh) this.#options.saved();
  }

  #set(change: Partial<AuthorState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
