import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock, Logger } from '#lib/base/index.ts';
import type { Accounts } from './accounts.ts';
import { type RegistryError, registryErrors } from './registry-error.ts';
import type { ContentStore } from './store/store.ts';
import type { Upstream } from './upstream/upstream.ts';

/** What every request needs of the hub. */
export interface HubContext {
  store: ContentStore;
  accounts: Accounts;
  clock: Clock;
  logger: Logger;
  /** Key the tokens are signed with. */
  secret: Uint8Array;
  limits: HubLimits;
  /** Where what is missing is fetched from; null: nowhere. */
  upstream: Upstream | null;
}

export interface HubLimits {
  /** Most bytes of one pushed blob. */
  blobBytes: number;
  /** Most bytes one namespace may hold, unfinished uploads included. */
  namespaceBytes: number;
}

/** One request and its answer. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  method: string;
  query: URLSearchParams;
  /** Host header, lower case, without anything that could leave a quoted header value. */
  host: string;
  scheme: 'http' | 'https';
  /** Aborted when the client has gone. */
  signal: AbortSignal;
}

/** Answers with JSON. */
export function sendJson(
  { response, method }: Exchange,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(method === 'HEAD' ? undefined : text);
}

/** Answers with a status and headers only. */
export function sendEmpty({ response }: Exchange, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-length': '0', ...headers });
  response.end();
}

/** Answers with the specification's error document. */
export function sendError(exchange: Exchange, error: RegistryError): void {
  const { status } = registryErrors[error.registryCode];
  const document = { errors: [{ code: error.registryCode, message: error.message, detail: error.detail }] };
  sendJson(exchange, status, document, error.headers);
}

/** The body as it comes. Giving up on it early leaves the connection open, so that the refusal can still be read. */
export function bodyOf(request: IncomingMessage): AsyncIterable<Uint8Array> {
  return request.iterator({ destroyOnReturn: false });
}

/** The whole body of a request, or null when it is longer than `maxBytes`. */
export async function readBody({ request, signal }: Exchange, maxBytes: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bodyOf(request)) {
    signal.throwIfAborted();
    size += chunk.length;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
