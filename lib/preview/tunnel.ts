import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { answerOf, openRequest } from './dial.ts';
import { requestHeaders, responseHeaders } from './headers.ts';
import type { PreviewSource } from './ports.ts';
import type { Target } from './target.ts';

/**
 * Carries an upgraded connection (WebSocket) between a browser and the learner's server until one of them ends it. Rejects with
 * NotAnswered when there is no answer; a refusal of the learner's server is passed on.
 */
export async function tunnel(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  { target, source }: { target: Target; source: PreviewSource },
): Promise<void> {
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  const asking = await openRequest(source, {
    method: 'GET',
    path: target.path,
    headers: { ...requestHeaders(request, target), connection: 'Upgrade', upgrade: request.headers.upgrade },
    signal: gone.signal,
  });
  asking.end();
  const { response, upgraded } = await answerOf(asking);
  const headers = responseHeaders(response, target, request.headers.host ?? '');
  if (!upgraded) {
    socket.write(headOf(response, { ...headers, connection: 'close' }));
    await pipeline(response, socket).catch(() => undefined);
    return;
  }
  const [far, first] = upgraded;
  socket.write(
    headOf(response, { ...headers, connection: 'Upgrade', upgrade: response.headers.upgrade ?? 'websocket' }),
  );
  if (first.length > 0) socket.write(first);
  if (head.length > 0) far.write(head);
  await Promise.allSettled([pipeline(far, socket), pipeline(socket, far)]);
  far.destroy();
  socket.destroy();
}

function headOf(response: IncomingMessage, headers: Record<string, string | string[]>): string {
  const lines = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((each) => `${name}: ${each}`));
  return [`HTTP/1.1 ${response.statusCode} ${response.statusMessage}`, ...lines, '', ''].join('\r\n');
}
