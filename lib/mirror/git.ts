import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type MirrorExchange, sendBody, sendMiss } from './answer.ts';
import { advertise, answerWants, type ServedRepository } from './git/upload-pack.ts';
import type { MirrorRoute } from './route.ts';

const noCache = { 'cache-control': 'no-cache' };
/** A clone of ours asks with a hundred bytes; a fetch tells at most what a learner has added. */
const maximumRequest = 1024 * 1024;

/** git's smart HTTP protocol (gitprotocol-http), reading only. */
export async function serveGit(
  exchange: MirrorExchange,
  repositories: ReadonlyMap<string, ServedRepository>,
  { repository, part }: Extract<MirrorRoute, { kind: 'git' }>,
): Promise<void> {
  const { request, response } = exchange;
  const found = repositories.get(repository);
  if (!found) return sendMiss(exchange, `The repository ${repository}`);
  if (part === 'info/refs' && request.method === 'GET') {
    const service = new URLSearchParams((request.url ?? '').replace(/^[^?]*\??/, '')).get('service');
    if (service !== 'git-upload-pack') return refuse(exchange, 'This repository can only be read.');
    return sendBody(exchange, 'application/x-git-upload-pack-advertisement', advertise(found), noCache);
  }
  if (part === 'git-upload-pack' && request.method === 'POST') {
    const body = await readRequest(exchange);
    const answer = body && answerWants(found, body);
    if (answer) return sendBody(exchange, 'application/x-git-upload-pack-result', answer, noCache);
    response.writeHead(400).end();
    return;
  }
  sendMiss(exchange, `/${repository}.git/${part}`);
}

/** The body, unpacked; null when it is too long or no gzip though it says so. */
async function readRequest({ request }: MirrorExchange): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > maximumRequest) return null;
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  if (request.headers['content-encoding'] !== 'gzip') return body;
  return promisify(gunzip)(body, { maxOutputLength: 4 * maximumRequest }).catch(() => null);
}

function refuse({ response }: MirrorExchange, sentence: string): void {
  response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' }).end(`${sentence}\n`);
}
