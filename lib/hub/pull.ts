import { pipeline } from 'node:stream/promises';
import { accessDenied, requireAccess } from './access.ts';
import { type ByteRange, readByteRange } from './byte-range.ts';
import { type Exchange, type HubContext, sendJson } from './exchange.ts';
import { type Digest, namespaceOf } from './reference.ts';
import { RegistryError } from './registry-error.ts';
import { workshopAccount } from './workshop-account.ts';

/** `GET` or `HEAD` of a manifest by tag or digest. */
export async function serveManifest(
  exchange: Exchange,
  hub: HubContext,
  { name, reference }: { name: string; reference: { tag: string } | { digest: Digest } },
): Promise<void> {
  const grant = requireAccess(exchange, hub, name, 'pull');
  let found = await findManifest(hub, name, reference);
  const isLearners = [grant.account, workshopAccount.username].includes(namespaceOf(name).split('--')[0] ?? '');
  if (!found && hub.upstream && !isLearners) {
    const answer = await hub.upstream.manifest(name, 'tag' in reference ? reference.tag : reference.digest);
    if (answer.is === 'limited') throw new RegistryError('TOOMANYREQUESTS', null, { message: pullLimit });
    if (answer.is === 'found') found = await findManifest(hub, name, reference);
    else if (answer.is !== 'unknown' && !(await hub.store.repositories.has(name))) throw accessDenied(exchange, name);
  }
  if (!found) {
    throw new RegistryError(
      'MANIFEST_UNKNOWN',
      'tag' in reference ? { Tag: reference.tag } : { Digest: reference.digest },
    );
  }
  await sendContent(exchange, found, (range) => hub.store.blobs.read(found.digest, range));
}

/** What Docker Hub says to an address that pulls too much; here it is the hub's own address that did. */
const pullLimit = 'You have reached your pull rate limit. You may increase the limit by authenticating and upgrading';

async function findManifest(
  { store }: HubContext,
  name: string,
  reference: { tag: string } | { digest: Digest },
): Promise<Content | null> {
  const digest = 'digest' in reference ? reference.digest : await store.repositories.resolve(name, reference.tag);
  const type = digest && (await store.repositories.manifestType(name, digest));
  const size = digest && (await store.blobs.size(digest));
  return digest && type && size !== null ? { digest, size, type } : null;
}

/** `GET` (whole or a byte range) or `HEAD` of a blob. */
export async function serveBlob(
  exchange: Exchange,
  hub: HubContext,
  { name, digest }: { name: string; digest: Digest },
): Promise<void> {
  requireAccess(exchange, hub, name, 'pull');
  if (!(await hub.store.repositories.hasBlob(name, digest))) throw new RegistryError('BLOB_UNKNOWN', { digest });
  const type = 'application/octet-stream';
  const size = await hub.store.blobs.size(digest);
  if (size !== null) {
    return sendContent(exchange, { digest, size, type }, (range) => hub.store.blobs.read(digest, range));
  }
  // The manifest came from the registry upstream, this part of it has not been wanted before.
  const coming = hub.upstream?.reachable() ? hub.upstream.blob(name, digest) : null;
  const expected = await coming?.size.catch(() => null);
  if (!coming || expected === null || expected === undefined) throw new RegistryError('BLOB_UNKNOWN', { digest });
  await sendContent(exchange, { digest, size: expected, type }, (range) => coming.read(range, exchange.signal));
}

/** `GET tags/list`, in pages when the client asks for `n` at a time. */
export async function serveTags(exchange: Exchange, hub: HubContext, { name }: { name: string }): Promise<void> {
  requireAccess(exchange, hub, name, 'pull');
  if (!(await hub.store.repositories.has(name))) throw new RegistryError('NAME_UNKNOWN', { name });
  const asked = exchange.query.get('n');
  if (asked !== null && !/^\d{1,9}$/.test(asked))
    throw new RegistryError('PAGINATION_NUMBER_INVALID', { n: asked.slice(0, 100) });
  const last = exchange.query.get('last') ?? '';
  const rest = (await hub.store.repositories.tags(name)).filter((tag) => tag > last);
  const tags = asked === null ? rest : rest.slice(0, Number(asked));
  const lastSent = tags.at(-1);
  const next = `</v2/${name}/tags/list?n=${asked}&last=${lastSent}>; rel="next"`;
  sendJson(exchange, 200, { name, tags }, lastSent !== undefined && tags.length < rest.length ? { link: next } : {});
}

interface Content {
  digest: Digest;
  size: number;
  type: string;
}

async function sendContent(
  exchange: Exchange,
  { digest, size, type }: Content,
  read: (range: ByteRange | undefined) => AsyncIterable<Uint8Array>,
): Promise<void> {
  const { request, response, method, signal } = exchange;
  const headers = {
    'content-type': type,
    'docker-content-digest': digest,
    etag: `"${digest}"`,
    'accept-ranges': 'bytes',
  };
  if (request.headers['if-none-match'] === headers.etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const range = readByteRange(request.headers.range, size);
  if (range === 'unsatisfiable') {
    throw new RegistryError('RANGE_INVALID', { size }, { headers: { 'content-range': `bytes */${size}` } });
  }
  if (range === 'whole') response.writeHead(200, { ...headers, 'content-length': size });
  else {
    response.writeHead(206, {
      ...headers,
      'content-length': range.end - range.start + 1,
      'content-range': `bytes ${range.start}-${range.end}/${size}`,
    });
  }
  if (method === 'HEAD' || size === 0) response.end();
  else await pipeline(read(range === 'whole' ? undefined : range), response, { signal });
}
