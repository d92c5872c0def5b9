import { type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { codeOf } from '../base/index.ts';
import type { PreviewSource } from './ports.ts';
import type { Failure } from './why/reason.ts';

/** A request that did not reach an answer, and how far it came. */
export class NotAnswered extends Error {
  readonly failure: Failure;
  constructor(failure: Failure, options?: ErrorOptions) {
    super(`A preview was not answered: ${failure}`, options);
    this.failure = failure;
  }
}

/** Opens a request to the learner's server on a connection of its own; the caller sends the body. Rejects with {@link NotAnswered}. */
export async function openRequest(
  source: PreviewSource,
  options: { method: string; path: string; headers: OutgoingHttpHeaders; signal: AbortSignal },
): Promise<ClientRequest> {
  let stream: Duplex;
  try {
    stream = await source.dial();
  } catch (cause) {
    throw new NotAnswered(codeOf(cause) === 'NOT_FOUND' ? 'refused' : 'closed', { cause });
  }
  // A request that is given up destroys its socket with the reason; unheard here it would end the process.
  stream.on('error', () => undefined);
  if (options.signal.aborted) {
    stream.destroy();
    throw new NotAnswered('closed', { cause: options.signal.reason });
  }
  return request({
    ...options,
    setHost: false,
    // Without an agent: one connection per request, closed after it. What node:http calls on it beyond a stream's own is done here.
    createConnection: () =>
      Object.assign(stream, { ref() {}, unref() {}, setKeepAlive() {}, setNoDelay() {}, setTimeout() {} }),
  });
}

/** The answer's head, or the reason why there is none. Rejects with {@link NotAnswered}. */
export function answerOf(
  asking: ClientRequest,
): Promise<{ response: IncomingMessage; upgraded: [Duplex, Buffer] | null }> {
  return new Promise((resolve, reject) => {
    asking.once('response', (response) => resolve({ response, upgraded: null }));
    asking.once('upgrade', (response, socket, head) => resolve({ response, upgraded: [socket, head] }));
    asking.on('error', (cause) => reject(new NotAnswered(isNonsense(cause) ? 'not-http' : 'closed', { cause })));
  });
}

/** node:http's parser names its complaints HPE_…. */
function isNonsense(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && error.code.startsWith('HPE_');
}
