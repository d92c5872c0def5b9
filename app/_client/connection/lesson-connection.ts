import type { Clock, ErrorCode } from '#lib/base/index.ts';
import { type ClientFrame, connectionPath, ServerFrame } from '#lib/gateway/model.ts';
import type { PictureInstruction, PictureView } from '#lib/picture/model.ts';
import type { SessionView } from '#lib/session/model.ts';
import { decodeOutput, type TerminalServerFrame } from '#lib/terminal/model.ts';
import { TerminalFeed, type TerminalSink } from './terminal-feed.ts';

/** The part of a browser's WebSocket that is used. */
export type Socket = Pick<WebSocket, 'send' | 'close' | 'binaryType' | 'onopen' | 'onmessage' | 'onclose'>;

/** How the page is connected. `waiting`: the next try is due by itself; `offline`: the browser has no network. */
export type Link = 'connecting' | 'open' | 'waiting' | 'offline';

/** Everything about the connection that is shown; a new object on every change. */
export interface ConnectionState {
  link: Link;
  view: SessionView | null;
  /** What Docker holds, as long as this page looks. */
  picture: PictureView | null;
  /** How images were made, by id, as far as this page asked; null for one that is gone. */
  histories: Readonly<Record<string, PictureInstruction[] | null>>;
  /** The latest error the server reported on this connection. `at` tells two equal ones apart. */
  error: { code: ErrorCode; terminal?: number; at: number } | null;
  /** Terminals shown on this page, by number. */
  terminals: readonly number[];
  /** Shells that ended by themselves, with their exit code. */
  ended: Readonly<Record<number, number | null>>;
}

type Options = {
  lesson: string;
  clock: Clock;
  /** Opens a socket to a path of this origin. */
  openSocket: (path: string) => Socket;
  view: SessionView | null;
};

type Attached = { feed: TerminalFeed; size: () => { cols: number; rows: number } };

const longestWaitMs = 10_000;
/** Typed input almost always echoes. Silence for so long after it most likely means a dead network; reconnecting costs nothing. */
const silenceMs = 10_000;
/** A beat that comes so late means the machine slept, and the socket most likely did not survive. */
const sleptMs = 90_000;

/** The one connection of a lesson page: keeps itself alive, replays what was missed, and hands out what the server says. */
export class LessonConnection implements Disposable {
  #state: ConnectionState;
  readonly #options: Options;
  readonly #listeners = new Set<() => void>();
  readonly #fileListeners = new Set<(paths: readonly string[]) => void>();
  readonly #attached = new Map<number, Attached>();
  #socket: Socket | null = null;
  /** Closed here, but possibly still in a view that is on its way. */
  readonly #closing = new Set<number>();
  #failures = 0;
  #retry: Disposable | null = null;
  #silence: Disposable | null = null;
  #beat: Disposable | null = null;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
    this.#state = {
      link: 'connecting',
      view: options.view,
      picture: null,
      histories: {},
      error: null,
      terminals: [0],
      ended: {},
    };
  }

  /** Connects, and keeps connecting until disposed. */
  start(): void {
    this.#closed = false;
    this.#connect();
    this.#listenForSleep(this.#options.clock.now());
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    this.#beat?.[Symbol.dispose]();
    this.#drop();
  }

  readonly state = (): ConnectionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Calls `listener` with the paths that changed in the sandbox's home folder. */
  onFiles(listener: (paths: readonly string[]) => void): Disposable {
    this.#fileListeners.add(listener);
    return { [Symbol.dispose]: () => this.#fileListeners.delete(listener) };
  }

  /** Sends a frame; false when there is no connection to send it on. */
  send(frame: ClientFrame): boolean {
    if (!this.#socket || this.#state.link !== 'open') return false;
    this.#socket.send(JSON.stringify(frame));
    if (frame.type === 'input') this.#expectAnswer();
    return true;
  }

  /** Shows a terminal: its output goes to `sink` until the result is disposed. */
  attach(terminal: number, sink: TerminalSink, size: Attached['size']): Disposable {
    const feed = new TerminalFeed(sink, (seq) => this.send({ type: 'ack', terminal, seq }));
    const entry = { feed, size };
    this.#attached.set(terminal, entry);
    this.#open(terminal, entry);
    return {
      [Symbol.dispose]: () => {
        if (this.#attached.get(terminal) === entry) this.#attached.delete(terminal);
      },
    };
  }

  /** Adds a terminal with the smallest free number and returns it. */
  addTerminal(): number {
    const taken = this.#state.terminals;
    let terminal = 0;
    while (taken.includes(terminal) || this.#closing.has(terminal)) terminal++;
    this.#set({ terminals: [...taken, terminal] });
    return terminal;
  }

  /** Ends a terminal's shell and takes it off the page. */
  closeTerminal(terminal: number): void {
    if (this.send({ type: 'close', terminal })) this.#closing.add(terminal);
    this.#forget(terminal);
  }

  /** A new shell where one has ended. */
  reopenTerminal(terminal: number): void {
    const entry = this.#attached.get(terminal);
    if (!entry) return;
    entry.feed.lost();
    const { [terminal]: _, ...ended } = this.#state.ended;
    this.#set({ ended });
    this.#open(terminal, entry);
  }

  /** Tries again at once: the network is back, or the learner asks. */
  readonly retryNow = (): void => {
    if (this.#state.link === 'open' || this.#state.link === 'connecting') return;
    this.#failures = 0;
    this.#connect();
  };

  /** The browser lost its network. */
  readonly wentOffline = (): void => {
    this.#drop();
    this.#set({ link: 'offline' });
  };

  #connect(): void {
    this.#drop();
    if (this.#closed) return;
    this.#set({ link: 'connecting' });
    const socket = this.#options.openSocket(connectionPath(this.#options.lesson));
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      this.#set({ link: 'open', error: null });
      for (const [terminal, entry] of this.#attached) this.#open(terminal, entry);
    };
    socket.onmessage = ({ data }) => this.#receive(data);
    socket.onclose = () => this.#lost();
    this.#socket = socket;
  }

  #lost(): void {
    this.#drop();
    if (this.#closed) return;
    // 0.25 s, 0.5 s, 1 s … with a spread, so that a restarted server is not met by everybody at once.
    const wait = Math.min(longestWaitMs, 250 * 2 ** this.#failures) * (0.75 + Math.random() / 2);
    this.#failures++;
    this.#set({ link: 'waiting' });
    this.#retry = this.#options.clock.after(wait, () => this.#connect());
  }

  #drop(): void {
    this.#retry?.[Symbol.dispose]();
    this.#silence?.[Symbol.dispose]();
    this.#retry = null;
    this.#silence = null;
    const socket = this.#socket;
    this.#socket = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    }
    for (const { feed } of this.#attached.values()) feed.disconnected();
  }

  #receive(data: unknown): void {
    this.#silence?.[Symbol.dispose]();
    this.#silence = null;
    if (data instanceof ArrayBuffer) {
      const output = decodeOutput(data);
      if (output) this.#attached.get(output.terminal)?.feed.output(output.position, output.bytes);
      return;
    }
    const frame = ServerFrame.safeParse(parseJson(data));
    // A server newer than this page may say more than the page knows.
    if (frame.success) this.#handle(frame.data);
  }

  #handle(frame: ServerFrame): void {
    this.#failures = 0;
    if (frame.type === 'session') this.#show(frame.view);
    else if (frame.type === 'picture') this.#set({ picture: frame.picture });
    else if (frame.type === 'history')
      this.#set({ histories: { ...this.#state.histories, [frame.image]: frame.instructions } });
    else if (frame.type === 'files') for (const listener of this.#fileListeners) listener(frame.paths);
    else if (frame.type === 'error') this.#refused(frame.code, frame.terminal);
    else this.#handleTerminal(frame);
  }

  #handleTerminal(frame: TerminalServerFrame): void {
    const entry = this.#attached.get(frame.terminal);
    if (!entry) return;
    if (frame.type === 'opened') {
      if (!entry.feed.opened(frame.shell, frame.from, frame.head)) this.#open(frame.terminal, entry);
    } else if (frame.type === 'skipped') {
      entry.feed.skipped(frame.to);
    } else {
      entry.feed.ended(frame.exitCode);
      this.#set({ ended: { ...this.#state.ended, [frame.terminal]: frame.exitCode } });
    }
  }

  #refused(code: ErrorCode, terminal?: number): void {
    this.#set({ error: { code, at: this.#options.clock.now(), ...(terminal === undefined ? {} : { terminal }) } });
    if (terminal === undefined) return;
    if (code === 'TERMINAL_LIMIT') this.#forget(terminal);
    const feed = this.#attached.get(terminal)?.feed;
    if (feed?.state.is === 'asked') feed.disconnected();
  }

  #show(view: SessionView): void {
    const before = this.#state.view?.sandbox.state;
    const ready = view.sandbox.state === 'ready';
    if (before === 'ready' && !ready) {
      for (const { feed } of this.#attached.values()) feed.lost();
    }
    for (const terminal of this.#closing) if (!view.terminals.includes(terminal)) this.#closing.delete(terminal);
    const open = view.terminals.filter((terminal) => !this.#closing.has(terminal));
    const terminals = [...new Set([...this.#state.terminals, ...open])].sort((a, b) => a - b);
    this.#set({ view, terminals, ...(ready ? {} : { ended: {} }) });
    if (ready) for (const [terminal, entry] of this.#attached) this.#open(terminal, entry);
  }

  /** Asks for a terminal unless it was asked for on this connection already. Without a machine the server would only refuse. */
  #open(terminal: number, { feed, size }: Attached): void {
    if (feed.state.is !== 'idle' || this.#state.view?.sandbox.state !== 'ready') return;
    if (this.send({ type: 'open', terminal, ...size(), from: feed.from })) feed.state = { is: 'asked' };
  }

  #forget(terminal: number): void {
    this.#attached.delete(terminal);
    const { [terminal]: _, ...ended } = this.#state.ended;
    this.#set({ terminals: this.#state.terminals.filter((shown) => shown !== terminal), ended });
  }

  #expectAnswer(): void {
    this.#silence ??= this.#options.clock.after(silenceMs, () => this.#connect());
  }

  #listenForSleep(last: number): void {
    const { clock } = this.#options;
    this.#beat = clock.after(5000, () => {
      const now = clock.now();
      if (now - last > sleptMs && this.#state.link === 'open') this.#connect();
      this.#listenForSleep(now);
    });
  }

  #set(change: Partial<ConnectionState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function parseJson(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}
