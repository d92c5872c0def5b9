import { WebSocket } from 'ws';
import { connectionPath, ServerFrame } from '#lib/gateway/model.ts';
import type { SessionView } from '#lib/session/model.ts';
import { ackEveryBytes, decodeOutput } from '#lib/terminal/model.ts';

/** A lesson page without a browser: the same requests, the same frames. Each one is a learner of its own. */
export class PageClient implements Disposable {
  readonly #socket: WebSocket;
  readonly #waiting = new Set<() => void>();
  #acked = 0;
  /** The session as last shown. */
  view: SessionView | null = null;
  /** Output of terminal 0 since {@link forget}. */
  output = '';
  /** `performance.now()` of the latest frame. */
  receivedAt = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer, isBinary) => {
      this.receivedAt = performance.now();
      if (isBinary) this.#output(data);
      else this.#frame(String(data));
      for (const look of this.#waiting) look();
    });
  }

  /** Visits the site at `url` for the first time and opens the lesson's connection with one terminal. */
  static async open(url: string, lesson: string, signal: AbortSignal): Promise<PageClient> {
    const first = await fetch(url, { signal, redirect: 'manual' });
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    await first.arrayBuffer();
    const socket = new WebSocket(new URL(connectionPath(lesson), url.replace('http', 'ws')), {
      headers: { cookie, origin: new URL(url).origin },
    });
    const page = new PageClient(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    page.send({ type: 'open', terminal: 0, cols: 100, rows: 30 });
    return page;
  }

  send(frame: object): void {
    this.#socket.send(JSON.stringify(frame));
  }

  type(data: string): void {
    this.send({ type: 'input', terminal: 0, data });
  }

  forget(): void {
    this.output = '';
  }

  /** Resolves as soon as `look` is true of this page; rejects with the signal's reason. */
  until(look: (page: PageClient) => boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => reject(signal.reason);
      const check = () => {
        if (!look(this)) return;
        this.#waiting.delete(check);
        signal.removeEventListener('abort', stop);
        resolve();
      };
      signal.addEventListener('abort', stop, { once: true });
      this.#waiting.add(check);
      check();
    });
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }

  #output(data: Buffer): void {
    const frame = decodeOutput(data.buffer.slice(data.byteOffset, data.byteOffset + data.length) as ArrayBuffer);
    if (!frame) throw new Error('The server sent a binary message that is no output.');
    this.output += Buffer.from(frame.bytes).toString('utf8');
    const seq = frame.position + frame.bytes.length;
    if (seq - this.#acked >= ackEveryBytes) {
      this.#acked = seq;
      this.send({ type: 'ack', terminal: frame.terminal, seq });
    }
  }

  #frame(text: string): void {
    const frame = ServerFrame.parse(JSON.parse(text));
    if (frame.type === 'session') this.view = frame.view;
    if (frame.type === 'error') throw new Error(`The server answered with ${frame.code}.`);
  }
}

/** True once the shell has printed its prompt and waits. */
export const atPrompt = ({ output }: PageClient): boolean => /# (\u001b\S*)?$/.test(output);
