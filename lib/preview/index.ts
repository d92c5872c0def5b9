/**
 * Shows learners what their containers serve: HTTP and WebSocket from a name in the address to a port of a sandbox, and a page that
 * says why when nothing answers. Learners' servers are hostile: another origin or none, no cookie of ours in either direction.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock, Logger } from '../base/index.ts';
import { NotAnswered } from './dial.ts';
import { forward } from './forward.ts';
import { openToOpaque } from './headers.ts';
import type { FindPreview, PreviewSource } from './ports.ts';
import { type Target, targetOf } from './target.ts';
import { tunnel } from './tunnel.ts';
import { lookHeader, ownAnswerHeader, reasonPage, reasonPagePolicy } from './why/page.ts';
import { type Failure, whyNot } from './why/reason.ts';
import { languageOf, say } from './why/say.ts';

export { namePorts } from './name-ports.ts';
export type { FindPreview, Listener, PreviewSource } from './ports.ts';

/** Requests one preview may have under way. A page that opens more waits for nobody: it is told to come back. */
const mostAtOnce = 100;
const statusOf: Record<Failure, number> = { unknown: 404, refused: 502, closed: 502, 'not-http': 502, silent: 504 };
const askMs = 3000;

/** Answers everything that is asked of a preview's address. */
export interface Previews {
  /** True when a request is for a preview; the site itself must then not answer it. */
  handles(request: IncomingMessage): boolean;
  answer(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** Makes the {@link Previews}; `find` knows which sandbox a name belongs to. */
export function createPreviews({ find, clock, logger }: { find: FindPreview; clock: Clock; logger: Logger }): Previews {
  const active = new Map<string, number>();

  async function counted<T>(name: string, work: () => Promise<T>): Promise<T> {
    active.set(name, (active.get(name) ?? 0) + 1);
    try {
      return await work();
    } finally {
      const left = (active.get(name) ?? 1) - 1;
      if (left > 0) active.set(name, left);
      else active.delete(name);
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse, target: Target): Promise<void> {
    const { name, path, prefix } = target;
    if (prefix !== '' && !path.startsWith('/')) {
      response.writeHead(308, { location: `${prefix}/${path}` }).end();
      return;
    }
    if (prefix !== '' && request.method === 'OPTIONS' && request.headers['access-control-request-method']) {
      response.writeHead(204, openToOpaque).end();
      return;
    }
    if ((active.get(name) ?? 0) >= mostAtOnce) {
      response.writeHead(503, { 'retry-after': '1', [ownAnswerHeader]: '1' }).end();
      return;
    }
    const source = find(name);
    try {
      if (!source?.up) throw new NotAnswered(source ? 'closed' : 'unknown');
      await counted(name, () => forward(request, response, { target, source, clock }));
    } catch (error) {
      if (!(error instanceof NotAnswered)) logger.warn({ err: error }, 'A preview failed');
      const failure = error instanceof NotAnswered ? error.failure : 'closed';
      if (!response.headersSent) await explain(request, response, { target, source, failure });
      else response.destroy();
    }
  }

  async function explain(
    request: IncomingMessage,
    response: ServerResponse,
    { target, source, failure }: { target: Target; source: PreviewSource | null; failure: Failure },
  ): Promise<void> {
    const why = await whyNot(source, failure, AbortSignal.timeout(askMs));
    const language = source?.language ?? languageOf(request.headers['accept-language']);
    const wantsPage = (request.headers.accept ?? '').includes('text/html');
    const body = wantsPage
      ? reasonPage(why, language, request.method === 'GET')
      : `${say(why.title, language)}\n${say(why.words, language)}\n`;
    const headers: Record<string, string | string[]> = {
      'content-type': `text/${wantsPage ? 'html' : 'plain'}; charset=utf-8`,
      'content-language': language,
      'content-security-policy': [reasonPagePolicy, ...(target.prefix === '' ? [] : ['sandbox allow-scripts'])],
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      [ownAnswerHeader]: '1',
      ...(target.prefix === '' ? {} : openToOpaque),
    };
    response.writeHead(request.headers[lookHeader] ? 200 : statusOf[failure], headers);
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  return {
    handles: (request) => targetOf(request) !== null,
    answer(request, response) {
      const target = targetOf(request);
      if (!target) throw new Error('Only requests for a preview are answered here.');
      answer(request, response, target).catch((error: unknown) => {
        logger.error({ err: error }, 'A preview failed');
        response.destroy();
      });
    },
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      const target = targetOf(request);
      const source = target && find(target.name);
      if (!target || !source?.up || (active.get(target.name) ?? 0) >= mostAtOnce) return refuse(socket, 404);
      counted(target.name, () => tunnel(request, socket, head, { target, source })).catch((error: unknown) => {
        if (!(error instanceof NotAnswered)) logger.warn({ err: error }, 'A preview failed');
        refuse(socket, 502);
      });
    },
  };
}

function refuse(socket: Duplex, status: 404 | 502): void {
  if (!socket.destroyed)
    socket.end(`HTTP/1.1 ${status} ${status === 404 ? 'Not Found' : 'Bad Gateway'}\r\nConnection: close\r\n\r\n`);
}
