import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../base/index.ts';
import { answerOf, NotAnswered, openRequest } from './dial.ts';
import { requestHeaders, responseHeaders } from './headers.ts';
import { ownLinks } from './own-links.ts';
import type { PreviewSource } from './ports.ts';
import type { Target } from './target.ts';

/** A server that says nothing for so long after it has the whole request is most likely stuck. */
const silenceMs = 60_000;

/**
 * Answers a request with what the learner's server answers, streamed both ways at the pace of the slower side. Rejects with
 * {@link NotAnswered} as long as nothing was sent; a connection that breaks later breaks the answer too.
 */
export async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { target, source, clock }: { target: Target; source: PreviewSource; clock: Clock },
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const asking = await openRequest(source, {
    method: request.method ?? 'GET',
    path: target.path,
    headers: requestHeaders(request, target),
    signal: gone.signal,
  });
  const answering = answerOf(asking);
  // Not a pipeline: when the learner's server fails, the browser's connection must live to be told why.
  request.pipe(asking);
  using silence = new DisposableStack();
  let silent = false;
  asking.once('finish', () => {
    silence.use(
      clock.after(silenceMs, () => {
        silent = true;
        asking.destroy();
      }),
    );
  });
  const { response: answer } = await answering.catch((cause: unknown) => {
    throw silent ? new NotAnswered('silent', { cause }) : cause;
  });
  silence.dispose();
  const headers = responseHeaders(answer, target, request.headers.host ?? '');
  const rewritten = target.prefix !== '' && isRewritable(answer);
  if (rewritten) delete headers['content-length'];
  response.writeHead(answer.statusCode ?? 502, answer.statusMessage, headers);
  // Event streams begin with a head and nothing to say yet.
  response.flushHeaders();
  await (rewritten ? pipeline(answer, ownLinks(target.prefix), response) : pipeline(answer, response)).catch(
    () => undefined,
  );
}

function isRewritable({ headers }: IncomingMessage): boolean {
  return /^text\/(html|css)/.test(headers['content-type'] ?? '') && headers['content-encoding'] === undefined;
}
