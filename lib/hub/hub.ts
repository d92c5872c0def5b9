import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { AppError, type Clock, type Logger } from '#lib/base/index.ts';
import type { Accounts } from './accounts.ts';
import { type Exchange, type HubContext, type HubLimits, sendError } from './exchange.ts';
import { handle } from './handle.ts';
import { RegistryError, registryErrorOf } from './registry-error.ts';
import { readRoute } from './route.ts';
import { openContentStore } from './store/store.ts';
import { noTenants, type Tenants, tenantStore } from './tenant-store.ts';
import type { UpstreamAddress } from './upstream/registry-client.ts';
import { createUpstream } from './upstream/upstream.ts';
import { workshopAccount } from './workshop-account.ts';

export interface HubOptions {
  /** Folder of the content store. */
  folder: string;
  accounts: Accounts;
  /** Tells sandboxes apart by the address they connect from; absent: nobody has a namespace of his own. */
  tenants?: Tenants;
  /** What else is served on the port for plain HTTP: asked first, false hands the request to the hub. */
  beside?: BesideHub;
  clock: Clock;
  logger: Logger;
  limits?: Partial<HubLimits>;
  /** Registry to fetch from what is missing; absent: nothing is fetched. */
  upstream?: UpstreamAddress;
}

/** Something served on the hub's port. Resolves with whether the request was its own; rejects when the answer failed. */
export type BesideHub = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

/** Where the hub listens: port 0 takes a free one. `key` and `cert` are PEM texts of {@link createLabCa}. */
export interface HubAddress {
  host: string;
  httpPort: number;
  httpsPort: number;
  key: string;
  cert: string;
}

/**
 * Docker Hub's stand-in: registry-1.docker.io, auth.docker.io and index.docker.io in one, told apart by path.
 * A request that fails is answered and logged; it never ends the process.
 */
export interface Hub extends AsyncDisposable {
  /** Resolves with the ports when both are open; rejects when one is taken. */
  listen(address: HubAddress): Promise<{ httpPort: number; httpsPort: number }>;
  /** Serves new connections with another certificate, after a renewal. */
  setCertificate(certificate: { key: string; cert: string }): void;
  /** Stops listening and ends what is open. Closing twice is fine. */
  close(): Promise<void>;
}

const defaultLimits: HubLimits = { blobBytes: 1024 ** 3, namespaceBytes: 2 * 1024 ** 3 };
/** A sandbox downloads three layers at a time; one that opens hundreds of connections must not starve the others. */
const connectionsPerAddress = 64;
/** Uploads nobody went on with for so long are removed. */
const uploadIdleMs = 24 * 3_600_000;
const sweepEveryMs = 3_600_000;

/** A hub over the content store in `options.folder`; see {@link Hub}. */
export function createHub(options: HubOptions): Hub {
  const { clock, logger, accounts, beside, tenants = noTenants } = options;
  const store = openContentStore(options.folder);
  const upstream = options.upstream ? createUpstream(options.upstream, store, { clock, logger }) : null;
  const hub: HubContext = {
    store,
    upstream,
    accounts,
    clock,
    logger,
    secret: randomBytes(32),
    limits: { ...defaultLimits, ...options.limits },
  };
  const servers: (Server | SecureServer)[] = [];
  let secure: SecureServer | undefined;
  let sweeper: Disposable | undefined;

  async function answer(scheme: 'http' | 'https', request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = clock.now();
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const method = request.method ?? 'GET';
    const host = /^[a-z0-9.:[\]-]{1,260}$/.exec(request.headers.host?.toLowerCase() ?? '')?.[0] ?? 'localhost';
    const [path = '/', query = ''] = splitOnce(request.url ?? '/', '?');
    const exchange: Exchange = {
      request,
      response,
      method,
      host,
      scheme,
      query: new URLSearchParams(query),
      signal: gone.signal,
    };
    try {
      if (scheme === 'https' || !(await beside?.(request, response))) {
        response.setHeader('docker-distribution-api-version', 'registry/2.0');
        const route = readRoute(path);
        if (route === null) response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found\n');
        else await handle(exchange, seenFrom(request.socket.remoteAddress ?? '', gone.signal), route);
      }
    } catch (error) {
      refuse(exchange, error);
    }
    // An unread body would be taken for the next request on this connection.
    if (!request.complete) request.resume();
    logger.debug({ method, path, status: response.statusCode, ms: clock.now() - started }, 'hub request');
  }

  /** The hub as the sandbox at an address sees it. Who that is, is found out at most once a request and only when it matters. */
  function seenFrom(address: string, signal: AbortSignal): HubContext {
    let tenant: Promise<string | null> | undefined;
    const own = () => {
      tenant ??= tenants(address, signal);
      return tenant;
    };
    return { ...hub, store: tenantStore(store, workshopAccount.username, own) };
  }

  function refuse(exchange: Exchange, error: unknown): void {
    const { response, signal, method } = exchange;
    const known = registryErrorOf(error);
    // A client that went away in the middle is everyday life (Ctrl-C during a pull), not an error of ours.
    if (!known && !signal.aborted) logger.error({ method, path: exchange.request.url, error }, 'hub request failed');
    if (response.headersSent || signal.aborted) response.destroy();
    else sendError(exchange, known ?? new RegistryError('UNKNOWN', null));
  }

  async function open(server: Server | SecureServer, host: string, port: number): Promise<number> {
    server.headersTimeout = 15_000;
    server.keepAliveTimeout = 30_000;
    // A push over a slow line takes as long as it takes; what is idle is ended by `timeout`.
    server.requestTimeout = 0;
    server.timeout = 120_000;
    limitConnections(server);
    servers.push(server);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    server.once('error', reject);
    server.listen(port, host, resolve);
    await promise;
    server.off('error', reject);
    server.on('error', (error) => logger.error({ error }, 'hub server'));
    return (server.address() as AddressInfo).port;
  }

  function scheduleSweep(): void {
    sweeper = clock.after(sweepEveryMs, () => {
      store.uploads.sweep(clock.now() - uploadIdleMs).catch((error: unknown) => logger.warn({ error }, 'hub sweep'));
      scheduleSweep();
    });
  }

  async function close(): Promise<void> {
    sweeper?.[Symbol.dispose]();
    await upstream?.[Symbol.asyncDispose]();
    const closed = servers.splice(0).map((server) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      server.closeAllConnections();
      return promise;
    });
    await Promise.all(closed);
  }

  return {
    async listen({ host, httpPort, httpsPort, key, cert }) {
      if (servers.length > 0) throw new AppError('INTERNAL', 'the hub listens already');
      const plain = createServer((request, response) => void answer('http', request, response));
      secure = createSecureServer(
        { key, cert, minVersion: 'TLSv1.2' },
        (request, response) => void answer('https', request, response),
      );
      try {
        await store.uploads.sweep(clock.now() - uploadIdleMs);
        const ports = { httpPort: await open(plain, host, httpPort), httpsPort: await open(secure, host, httpsPort) };
        scheduleSweep();
        return ports;
      } catch (error) {
        await close();
        throw error;
      }
    },
    setCertificate: (certificate) => secure?.setSecureContext(certificate),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Refuses connections beyond {@link connectionsPerAddress} of one address. */
function limitConnections(server: Server | SecureServer): void {
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (open.get(address) ?? 0) + 1;
    if (count > connectionsPerAddress) {
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
  });
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
