/** Boot, in reading order: config → runtime → pages → sockets → drain. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import next from 'next';
import { codeOf, systemClock } from '#lib/base/index.ts';
import type { Config } from '#lib/config/index.ts';
import { createGateway, isOwnOrigin, LearnerCookie } from '#lib/gateway/index.ts';
import { createPreviews } from '#lib/preview/index.ts';
import { createRuntime } from '#lib/runtime/index.ts';
import { RUNTIME } from '#lib/runtime/runtime.ts';

/** A site that is up. */
export interface Site {
  /** Where a browser on this machine finds it. */
  url: string;
  /** Stops taking requests and lets go of everything; sandboxes keep running and are adopted by the next start. */
  close(): Promise<void>;
}

/** Trusted by the pages because it is set here, over whatever a client sent. */
const learnerHeader = 'x-slipway-learner';
const closeWithinMs = 5_000;

/** Starts the whole application in this process and answers when it serves. Rejects when the port is taken or the database fails. */
export async function serve(config: Config): Promise<Site> {
  const { runtime, sessions, lessons, cookieSecret, logger, close } = await createRuntime(config);
  Reflect.set(globalThis, RUNTIME, runtime);
  const cookie = new LearnerCookie(cookieSecret, config.origin.startsWith('https:'));

  // Next attaches its own upgrade listener to the server it is given and ends sockets it thinks are its own. It gets one that
  // never listens; only hot reload in development is passed on to it.
  const nextSockets = createServer();
  const app = next({
    dev: config.mode !== 'serve',
    dir: import.meta.dirname,
    hostname: config.host,
    port: config.port,
    httpServer: nextSockets,
  });
  await app.prepare();
  const render = app.getRequestHandler();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    delete request.headers[learnerHeader];
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'same-origin');
    response.setHeader('X-Frame-Options', 'SAMEORIGIN');
    if (!request.url?.startsWith('/_next/')) {
      let learner = await cookie.read(request);
      if (!learner) {
        const created = await cookie.create();
        learner = created.learner;
        response.setHeader('Set-Cookie', created.header);
      }
      request.headers[learnerHeader] = learner;
    }
    await render(request, response);
  }

  const previews = createPreviews({ find: (name) => sessions.preview(name), clock: systemClock, logger });
  const server = createServer((request, response) => {
    // Before anything of ours is read or set: what learners serve shares no cookie and no header with the site.
    if (previews.handles(request)) return previews.answer(request, response);
    answer(request, response).catch((error: unknown) => {
      logger.error({ err: error }, 'A request failed');
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ code: codeOf(error) }));
    });
  });

  const edge = {
    sessions,
    learnerOf: (request: IncomingMessage) => cookie.read(request),
    isOwnOrigin: (request: IncomingMessage) => isOwnOrigin(request, config.origin),
    clock: systemClock,
    logger,
  };
  const gateway = createGateway(edge);
  // A learner's server does not even load it.
  const author =
    config.mode === 'preview' ? (await import('#lib/author/index.ts')).createAuthorDoor({ ...edge, lessons }) : null;
  server.on('upgrade', (request, socket, head) => {
    if (previews.handles(request)) previews.upgrade(request, socket, head);
    else if (author?.handles(request)) author.upgrade(request, socket, head);
    else if (config.mode !== 'serve' && request.url?.startsWith('/_next/'))
      nextSockets.emit('upgrade', request, socket, head);
    else gateway.upgrade(request, socket, head);
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, resolve);
  }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const { port } = server.address() as AddressInfo;

  return {
    url:
      config.origin ||
      `http://${config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host}:${port}`,
    async close() {
      gateway[Symbol.dispose]();
      author?.[Symbol.dispose]();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      using _late = systemClock.after(closeWithinMs, () => server.closeAllConnections());
      await closed;
      await app.close();
      await close();
    },
  };
}
