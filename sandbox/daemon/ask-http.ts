import { type IncomingMessage, request } from 'node:http';
import type { HttpAnswer, HttpQuestion } from '#lib/check/model.ts';
import type { Channel } from '../model.ts';

const patienceMs = 2000;
const longestBody = 64 * 1024;

/** By this a server's log can tell our questions from the learner's. */
export const checkAgent = 'slipway-check';

/** What a web server on the sandbox's own loopback answers within 2 s; null when nobody does. Never goes anywhere else. */
export async function askHttp(
  channel: Channel,
  question: HttpQuestion,
  signal: AbortSignal,
): Promise<HttpAnswer | null> {
  const first = await ask(channel, question, signal);
  if (!first || !question.twice) return first;
  const second = await ask(channel, question, signal);
  return second ? { ...first, again: second.body } : first;
}

async function ask(channel: Channel, { port, path }: HttpQuestion, signal: AbortSignal): Promise<HttpAnswer | null> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
  const stream = await dial(channel, port, limit);
  if (!stream) return null;
  // Whatever becomes of the connection is told by the request.
  stream.on('error', () => undefined);
  const headers = { 'user-agent': checkAgent, host: `localhost:${port}`, connection: 'close' };
  try {
    return await new Promise<HttpAnswer>((resolve, reject) => {
      const asking = request({ path, headers, signal: limit, createConnection: () => stream });
      asking.on('error', reject);
      asking.once('response', (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        const answered = () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: headersOf(response),
            body: Buffer.concat(chunks).subarray(0, longestBody).toString('utf8'),
          });
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          bytes += chunk.length;
          if (bytes >= longestBody) answered();
        });
        response.once('end', answered);
        response.on('error', reject);
      });
      asking.end();
    });
  } catch {
    return null;
  } finally {
    stream.destroy();
  }
}

/** All but the time, which would make every answer another one. */
function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const { date: _, ...rest } = headers;
  return Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)]));
}

/** A connection to a port; null when it is refused or not there in time. */
export async function dial(channel: Channel, port: number, signal: AbortSignal) {
  const dialled = channel.dialPort(port).then(
    (stream) => {
      if (signal.aborted) stream.destroy();
      return signal.aborted ? null : stream;
    },
    () => null,
  );
  const late = new Promise<null>((resolve) => {
    if (signal.aborted) return resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  return Promise.race([dialled, late]);
}
