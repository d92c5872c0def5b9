import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

/** One request to the mirror. */
export interface MirrorExchange {
  request: IncomingMessage;
  response: ServerResponse;
  /** Address under which the client reaches us, such as http://10.200.0.1. */
  base: string;
}

/** Answers with a body made in memory. */
export function sendBody(
  { request, response }: MirrorExchange,
  type: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): void {
  response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body), ...headers });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Answers with a file of known size. A file that is not there breaks the connection: the index promised it. */
export async function sendFile(
  { request, response }: MirrorExchange,
  path: string,
  type: string,
  size: number,
): Promise<void> {
  response.writeHead(200, { 'content-type': type, 'content-length': size });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), response);
}

/**
 * Says in one line what is not available, where each client shows it: apt and pip print the reason phrase, npm the field
 * `error` of the document, git a plain text.
 */
export function sendMiss({ request, response }: MirrorExchange, what: string, as: 'text' | 'json' = 'text'): void {
  const sentence = `${what.replace(/[^\x20-\x7e]/g, '?').slice(0, 200)} is not in this workshop's kit`;
  const body = as === 'json' ? JSON.stringify({ error: sentence }) : `${sentence}\n`;
  // npm says both, so it gets the usual phrase.
  response.writeHead(404, as === 'json' ? 'Not Found' : sentence, {
    'content-type': as === 'json' ? 'application/json' : 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
