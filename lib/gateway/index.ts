/** The WebSocket edge: who may connect, frames in and out, heartbeat. Knows sessions and terminals, not how they work. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Clock, catalogue, codeOf, type ErrorCode, type Logger } from '../base/index.ts';
import type { Sessions } from '../session/index.ts';
import { Connection } from './connection.ts';

export { LearnerCookie } from './learner-cookie.ts';
export { isOwnOrigin } from './origin.ts';

const heartbeatMs = 20_000;
const connectionsPerLearner = 12;
const lessonPath = /^\/ws\/lessons\/([a-z0-9][a-z0-9-]{0,63})$/;

/** What the gateway asks of its surroundings. */
export interface GatewayOptions {
  sessions: Sessions;
  learnerOf(request: IncomingMessage): Promise<string | null>;
  isOwnOrigin(request: IncomingMessage): boolean;
  clock: Clock;
  logger: Logger;
}

/** Answers every upgrade request with a connection or a refusal; never leaves a socket open unanswered. */
export interface Gateway extends Disposable {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** Makes the {@link Gateway}. Disposing it closes every connection with 1012 (service restart): pages come back by themselves. */
export function createGateway(options: GatewayOptions): Gateway {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 256 * 1024, perMessageDeflate: false });
  const perLearner = new Map<string, number>();
  const alive = new WeakSet<WebSocket>();

  let beat: Disposable;
  const heartbeat = () => {
    for (const socket of sockets.clients) {
      // No answer since the last beat: the network is gone though nobody said so.
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
    beat = options.clock.after(heartbeatMs, heartbeat);
  };
  beat = options.clock.after(heartbeatMs, heartbeat);

  async function accept(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    const lesson = lessonPath.exec(path)?.[1];
    if (!lesson) return refuse(socket, 'NOT_FOUND');
    if (!options.isOwnOrigin(request)) return refuse(socket, 'FORBIDDEN_ORIGIN');
    const learner = await options.learnerOf(request);
    if (!learner) return refuse(socket, 'NO_LEARNER');
    if ((perLearner.get(learner) ?? 0) >= connectionsPerLearner) return refuse(socket, 'TOO_MANY');
    // Counted before anything is awaited, or a burst would slip through.
    count(learner, 1);
    socket.once('close', () => count(learner, -1));
    const session = await options.sessions.open(learner, lesson);
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      alive.add(webSocket);
      webSocket.on('pong', () => alive.add(webSocket));
      new Connection(webSocket, session, options.logger);
    });
  }

  function count(learner: string, by: 1 | -1): void {
    const now = (perLearner.get(learner) ?? 0) + by;
    if (now > 0) perLearner.set(learner, now);
    else perLearner.delete(learner);
  }

  return {
    upgrade(request, socket, head) {
      const drop = () => socket.destroy();
      socket.on('error', drop);
      accept(request, socket, head).catch((error: unknown) => {
        if (codeOf(error) === 'INTERNAL') options.logger.error({ err: error }, 'A connection could not be opened');
        refuse(socket, codeOf(error));
      });
    },
    [Symbol.dispose]() {
      beat[Symbol.dispose]();
      for (const socket of sockets.clients) socket.close(1012, 'restart');
      sockets.close();
    },
  };
}

// Next leaves unknown upgrades open in production; silence here would leak a socket per probe (DECISIONS.md, 3).
function refuse(socket: Duplex, code: ErrorCode): void {
  if (socket.destroyed) return;
  const body = JSON.stringify({ code });
  const { status } = catalogue[code];
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
}
