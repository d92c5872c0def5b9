import type { WebSocket } from 'ws';
import { AppError, codeOf, type Logger, parseJson } from '../base/index.ts';
import type { LiveSession } from '../session/index.ts';
import type { Attachment } from '../terminal/index.ts';
import { encodeOutput } from '../terminal/model.ts';
import { ClientFrame, type ServerFrame } from './model.ts';

/** One page's connection: frames in, frames out. Ends by itself when the socket does; the session goes on. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #session: LiveSession;
  readonly #logger: Logger;
  readonly #attachments = new Map<number, Attachment>();
  readonly #gone = new AbortController();
  #picture: Disposable | null = null;

  constructor(socket: WebSocket, session: LiveSession, logger: Logger) {
    this.#socket = socket;
    this.#session = session;
    this.#logger = logger;
    const subscription = session.subscribe({
      changed: (view) => this.#send({ type: 'session', view }),
      filesChanged: (paths) => this.#send({ type: 'files', paths }),
    });
    socket.on('message', (data, isBinary) => this.#receive(String(data), isBinary));
    socket.on('close', () => {
      this.#gone.abort(new AppError('SESSION_ENDED', 'the page has left'));
      for (const attachment of this.#attachments.values()) attachment[Symbol.dispose]();
      subscription[Symbol.dispose]();
      this.#picture?.[Symbol.dispose]();
    });
    socket.on('error', () => socket.terminate());
    this.#send({ type: 'session', view: session.view() });
    this.#run(session.start());
  }

  #receive(text: string, isBinary: boolean): void {
    const parsed = isBinary ? null : ClientFrame.safeParse(parseJson(text));
    if (!parsed?.success) {
      this.#send({ type: 'error', code: 'BAD_REQUEST' });
      return;
    }
    const frame = parsed.data;
    if ('terminal' in frame) this.#run(this.#terminalFrame(frame), frame.terminal);
    else this.#run(this.#sessionFrame(frame));
  }

  #sessionFrame(frame: Exclude<ClientFrame, { terminal: number }>): Promise<void> {
    switch (frame.type) {
      case 'start':
        return this.#session.start();
      case 'step':
        return this.#session.setStep(frame.step);
      case 'check':
        return this.#session.check();
      case 'answer':
        return this.#session.answer(frame.step, frame.check, frame.answer);
      case 'reset':
        return this.#session.reset();
      case 'language':
        this.#session.speak(frame.language);
        return Promise.resolve();
      case 'picture':
        this.#picture?.[Symbol.dispose]();
        this.#picture = frame.look
          ? this.#session.lookAtPicture((picture) => this.#send({ type: 'picture', picture }))
          : null;
        return Promise.resolve();
      case 'history':
        return this.#history(frame.image);
      case 'preview':
        this.#session.wantPreview(frame.port);
        return Promise.resolve();
    }
  }

  async #history(image: string): Promise<void> {
    const instructions = await this.#session.history(image, this.#gone.signal);
    this.#send({ type: 'history', image, instructions });
  }

  // Runs synchronously up to its first await, so frames take effect in the order they came.
  async #terminalFrame(frame: Extract<ClientFrame, { terminal: number }>): Promise<void> {
    if (frame.type === 'open') {
      await this.#open(frame.terminal, frame.cols, frame.rows, frame.from);
      return;
    }
    if (frame.type === 'ack') {
      // An acknowledgement may cross a close on its way; that is nobody's mistake.
      this.#attachments.get(frame.terminal)?.ack(frame.seq);
      return;
    }
    const terminal = this.#session.terminal(frame.terminal);
    if (!terminal) throw new AppError('TERMINAL_UNKNOWN', String(frame.terminal));
    if (frame.type === 'resize') terminal.resize(frame.cols, frame.rows);
    else if (frame.type === 'close') this.#session.closeTerminal(frame.terminal);
    else {
      this.#session.touch();
      terminal.write(frame.data);
    }
  }

  async #open(number: number, cols: number, rows: number, from: number | undefined): Promise<void> {
    const terminal = await this.#session.openTerminal(number, cols, rows, this.#gone.signal);
    if (this.#gone.signal.aborted) return;
    this.#attachments.get(number)?.[Symbol.dispose]();
    const attachment = terminal.attach(
      {
        output: (position, bytes) => this.#socket.send(encodeOutput(number, position, bytes)),
        skipped: (start, end) => this.#send({ type: 'skipped', terminal: number, from: start, to: end }),
        closed: (exitCode) => {
          this.#attachments.delete(number);
          this.#send({ type: 'closed', terminal: number, exitCode });
        },
      },
      from,
    );
    this.#attachments.set(number, attachment);
    this.#send({ type: 'opened', terminal: number, shell: terminal.id, from: attachment.from, head: terminal.head });
  }

  #run(work: Promise<unknown>, terminal?: number): void {
    work.catch((error: unknown) => {
      if (!this.#gone.signal.aborted) this.#report(error, terminal);
    });
  }

  #report(error: unknown, terminal?: number): void {
    const code = codeOf(error);
    if (code === 'INTERNAL') this.#logger.error({ session: this.#session.id, err: error }, 'A frame failed');
    this.#send(terminal === undefined ? { type: 'error', code } : { type: 'error', code, terminal });
  }

  #send(frame: ServerFrame): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
}
