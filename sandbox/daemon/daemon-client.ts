import { type IncomingMessage, request } from 'node:http';
import type { ZodType } from 'zod';
import { AppError } from '#lib/base/index.ts';
import type { Channel } from '../model.ts';
import { ChannelAgent } from './channel-agent.ts';

const answerBytes = 16 * 1024 * 1024;
const answerMs = 10_000;

/**
 * The reading half of the Docker Engine API, over a channel. Asking wakes a lazy daemon. Every answer is parsed: the daemon
 * belongs to the learner, who may have put anything in its place. Failures are DAEMON_UNREACHABLE.
 */
export class DaemonClient implements Disposable {
  readonly #agent: ChannelAgent;

  constructor(channel: Channel) {
    this.#agent = new ChannelAgent(channel);
  }

  /** True while the daemon holds a connection of ours open. Does not dial. */
  get connected(): boolean {
    return this.#agent.connected;
  }

  /** The parsed answer to a question; null when the daemon knows no such object. */
  async get<T>(path: string, schema: ZodType<T>, signal: AbortSignal): Promise<T | null> {
    const body = await this.bytes(path, signal);
    if (body === null) return null;
    try {
      return schema.parse(JSON.parse(body.toString('utf8')));
    } catch (cause) {
      throw new AppError('DAEMON_UNREACHABLE', `${path}: an answer nobody understands`, { cause });
    }
  }

  /** The answer to a question as it comes; null when the daemon knows no such object. */
  async bytes(path: string, signal: AbortSignal): Promise<Buffer | null> {
    const response = await this.#request(path, AbortSignal.any([signal, AbortSignal.timeout(answerMs)]));
    const body = await readAll(response);
    if (response.statusCode === 404) return null;
    if (response.statusCode !== 200) throw new AppError('DAEMON_UNREACHABLE', `${path}: status ${response.statusCode}`);
    return body;
  }

  /** Opens an endless answer, such as the event stream. Resolves when the daemon has begun it. */
  async open(path: string, signal: AbortSignal): Promise<IncomingMessage> {
    const response = await this.#request(path, signal);
    if (response.statusCode === 200) return response;
    response.destroy();
    throw new AppError('DAEMON_UNREACHABLE', `${path}: status ${response.statusCode}`);
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }

  #request(path: string, signal: AbortSignal): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const asking = request({ agent: this.#agent, host: 'docker', path, signal });
      asking.once('response', resolve);
      asking.on('error', (cause) => reject(new AppError('DAEMON_UNREACHABLE', `${path}: ${cause.message}`, { cause })));
      asking.end();
    });
  }
}

async function readAll(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response) {
      bytes += chunk.length;
      if (bytes > answerBytes) throw new Error('an answer too large to be true');
      chunks.push(chunk);
    }
  } catch (cause) {
    response.destroy();
    throw new AppError('DAEMON_UNREACHABLE', cause instanceof Error ? cause.message : undefined, { cause });
  }
  return Buffer.concat(chunks);
}
