/** What the author of a lesson sees of it with `lesson preview`, and no learner ever. Does not know Docker or pages. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock, Logger } from '../base/index.ts';
import { formatProblem, type LoadedLessons, slugOf } from '../lesson/index.ts';
import type { LiveSession, Sessions } from '../session/index.ts';
import { AuthorConnection } from './author-connection.ts';
import { EvaluationLog } from './evaluation-log.ts';

const authorRoute = /^\/ws\/author\/([a-z0-9][a-z0-9-]{0,63})$/;

/** What the author's door asks of its surroundings. */
export interface AuthorOptions {
  sessions: Pick<Sessions, 'open'>;
  lessons: Pick<LoadedLessons, 'definition' | 'onChange' | 'problems'>;
  learnerOf(request: IncomingMessage): Promise<string | null>;
  isOwnOrigin(request: IncomingMessage): boolean;
  clock: Clock;
  logger: Logger;
}

/** The author's sockets. Disposing it closes them. */
export interface AuthorDoor extends Disposable {
  /** Whether an upgrade request is meant for this door. */
  handles(request: IncomingMessage): boolean;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** Opens the {@link AuthorDoor}. Only a server in mode `preview` does. */
export function createAuthorDoor(options: AuthorOptions): AuthorDoor {
  const { sessions, lessons, clock, logger } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 4096, perMessageDeflate: false });
  const logs = new Map<LiveSession, EvaluationLog>();

  const lessonOf = (request: IncomingMessage) =>
    authorRoute.exec(new URL(request.url ?? '/', 'http://host').pathname)?.[1];
  const logOf = (session: LiveSession): EvaluationLog => {
    const log = logs.get(session) ?? new EvaluationLog(session, clock);
    logs.set(session, log);
    return log;
  };
  const problemsOf = (slug: string) =>
    lessons.problems.filter(({ file }) => slugOf(file.split('/')[0] ?? '') === slug).map(formatProblem);

  async function accept(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const slug = lessonOf(request);
    const learner = options.isOwnOrigin(request) ? await options.learnerOf(request) : null;
    if (slug === undefined || learner === null) {
      socket.end('HTTP/1.1 403 Refused\r\nConnection: close\r\n\r\n');
      return;
    }
    const session = await sessions.open(learner, slug);
    sockets.handleUpgrade(request, socket, head, (webSocket: WebSocket) => {
      const source = {
        step: (id: string) => lessons.definition(slug).steps.find((step) => step.id === id),
        problems: () => problemsOf(slug),
        onSaved: (listener: () => void) =>
          lessons.onChange((slugs) => {
            if (slugs.includes(slug)) listener();
          }),
      };
      new AuthorConnection(webSocket, logOf(session), source, clock);
      // The log begins with this page; look once, so that it is not empty.
      session.check().catch((error: unknown) => logger.warn({ err: error }, 'The checks could not be looked at'));
    });
  }

  return {
    handles: (request) => lessonOf(request) !== undefined,
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      accept(request, socket, head).catch((error: unknown) => {
        logger.warn({ err: error }, 'An author could not be let in');
        socket.end('HTTP/1.1 404 Refused\r\nConnection: close\r\n\r\n');
      });
    },
    [Symbol.dispose]() {
      for (const log of logs.values()) log[Symbol.dispose]();
      for (const socket of sockets.clients) socket.close(1012, 'restart');
      sockets.close();
    },
  };
}
