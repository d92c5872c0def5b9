import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FakeDaemon } from './daemon.ts';
import {
  containerDetails,
  containerSummary,
  imageDetails,
  imageHistory,
  imageSummary,
  networkList,
  volumeList,
} from './daemon-answers.ts';
import { FakeDaemonError } from './daemon-model.ts';

/** Speaks the reading half of the Docker Engine API over whatever connections it is given. */
export class FakeDaemonServer {
  readonly #server: Server;
  readonly #streams = new Set<ServerResponse>();
  readonly #connections = new Set<Duplex>();

  constructor(daemon: FakeDaemon) {
    this.#server = createServer((request, response) => {
      try {
        answer(daemon, this.#streams, request, response);
      } catch (error) {
        const status = error instanceof FakeDaemonError ? error.status : 500;
        send(response, { message: error instanceof Error ? error.message : String(error) }, status);
      }
    });
  }

  /** Serves one connection until either side ends it. */
  accept(connection: Duplex): void {
    this.#connections.add(connection);
    connection.once('close', () => this.#connections.delete(connection));
    this.#server.emit('connection', connection);
  }

  /** Cuts the event streams alone. */
  cutEvents(): void {
    for (const response of this.#streams) response.destroy();
  }

  /** Cuts every connection, as an ending daemon does. */
  hangUp(): void {
    for (const connection of this.#connections) connection.destroy();
  }
}

function answer(
  daemon: FakeDaemon,
  streams: Set<ServerResponse>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const url = new URL(request.url ?? '/', 'http://docker');
  const path = url.pathname.replace(/^\/v\d+\.\d+/, '');
  const all = url.searchParams.get('all');
  const [, kind, reference, part] = /^\/(containers|images)\/(.+)\/(json|history)$/.exec(path) ?? [];
  if (request.method !== 'GET')
    throw new FakeDaemonError(501, 'The fake daemon only answers questions; use its docker command.');
  if (path === '/_ping') response.end('OK');
  else if (path === '/version')
    send(response, { Version: 'fake', ApiVersion: '1.45', MinAPIVersion: '1.24', Os: 'linux' });
  else if (path === '/events') followEvents(daemon, streams, url.searchParams.get('since'), response);
  else if (path === '/containers/json') {
    const visible = [...daemon.containers.values()].filter(
      ({ state }) => all === '1' || all === 'true' || state === 'running',
    );
    send(response, visible.map(containerSummary));
  } else if (path === '/images/json') send(response, [...daemon.images.values()].map(imageSummary));
  else if (path === '/networks') send(response, networkList(daemon));
  else if (path === '/volumes') send(response, volumeList(daemon));
  else if (kind === 'containers' && reference) send(response, containerDetails(daemon.container(reference)));
  else if (kind === 'images' && reference) {
    const image = daemon.findImage(decodeURIComponent(reference));
    if (!image) throw new FakeDaemonError(404, `No such image: ${reference}`);
    send(response, part === 'history' ? imageHistory(image) : imageDetails(image));
  } else throw new FakeDaemonError(404, 'page not found');
}

function followEvents(
  daemon: FakeDaemon,
  streams: Set<ServerResponse>,
  since: string | null,
  response: ServerResponse,
): void {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.flushHeaders();
  const write = (event: object) => response.write(`${JSON.stringify(event)}\n`);
  if (since !== null) {
    // Whole seconds and a fraction of nine digits, as the real daemon takes it.
    const from = Number(since) * 1e9;
    for (const event of daemon.events) if (event.timeNano >= from - 1000) write(event);
  }
  const subscription = daemon.subscribe(write);
  streams.add(response);
  response.once('close', () => {
    streams.delete(response);
    subscription[Symbol.dispose]();
  });
}

function send(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Api-Version': '1.45' });
  response.end(`${JSON.stringify(body)}\n`);
}
