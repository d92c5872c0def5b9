import { allows, requireAccess } from './access.ts';
import { type Exchange, type HubContext, sendEmpty } from './exchange.ts';
import { type Digest, isDigest, isRepositoryName, namespaceOf } from './reference.ts';
import { RegistryError, registryErrorOf } from './registry-error.ts';
import { bodyWithRoom } from './room.ts';

/** `POST blobs/uploads/`: begins an upload, or mounts a blob another repository holds, or takes a small blob whole. */
export async function startUpload(exchange: Exchange, hub: HubContext, { name }: { name: string }): Promise<void> {
  const grant = requireAccess(exchange, hub, name, 'push');
  const { blobs, repositories, uploads } = hub.store;
  const mount = exchange.query.get('mount');
  const from = exchange.query.get('from') ?? '';
  if (mount !== null && isDigest(mount) && isRepositoryName(from) && allows(grant, from, 'pull')) {
    if ((await repositories.hasBlob(from, mount)) && (await blobs.size(mount)) !== null) {
      await repositories.addBlob(name, mount);
      return sendCreated(exchange, name, mount);
    }
  }
  const id = await uploads.start(name, namespaceOf(name));
  if (exchange.query.has('digest')) return finishUpload(exchange, hub, { name, id });
  sendProgress(exchange, 202, { name, id, size: 0 });
}

/** `PATCH blobs/uploads/<id>`: the next bytes of an upload. */
export async function continueUpload(
  exchange: Exchange,
  hub: HubContext,
  upload: { name: string; id: string },
): Promise<void> {
  requireAccess(exchange, hub, upload.name, 'push');
  await requireContiguous(exchange, hub, upload);
  sendProgress(exchange, 202, { ...upload, size: await receive(exchange, hub, upload) });
}

/** `PUT blobs/uploads/<id>?digest=`: the last bytes, if any, and the proof of what it should be. */
export async function finishUpload(
  exchange: Exchange,
  hub: HubContext,
  upload: { name: string; id: string },
): Promise<void> {
  requireAccess(exchange, hub, upload.name, 'push');
  const { blobs, repositories, uploads } = hub.store;
  const expected = exchange.query.get('digest') ?? '';
  if (!isDigest(expected)) throw new RegistryError('DIGEST_INVALID', { digest: expected.slice(0, 300) });
  await requireContiguous(exchange, hub, upload);
  await receive(exchange, hub, upload);
  const found = await uploads.digest(upload.id);
  if (found !== expected) {
    await uploads.remove(upload.id);
    throw new RegistryError('DIGEST_INVALID', { expected, found });
  }
  await blobs.adopt(uploads.path(upload.id), expected);
  await repositories.addBlob(upload.name, expected);
  await uploads.remove(upload.id);
  sendCreated(exchange, upload.name, expected);
}

/** `GET blobs/uploads/<id>`: how far it has come. */
export async function serveUpload(
  exchange: Exchange,
  hub: HubContext,
  upload: { name: string; id: string },
): Promise<void> {
  requireAccess(exchange, hub, upload.name, 'push');
  sendProgress(exchange, 204, { ...upload, size: await hub.store.uploads.size(upload.id, upload.name) });
}

/** `DELETE blobs/uploads/<id>`: the client gives up. */
export async function cancelUpload(
  exchange: Exchange,
  hub: HubContext,
  upload: { name: string; id: string },
): Promise<void> {
  requireAccess(exchange, hub, upload.name, 'push');
  await hub.store.uploads.size(upload.id, upload.name);
  await hub.store.uploads.remove(upload.id);
  sendEmpty(exchange, 204);
}

/** Appends the body; a push that cannot fit is thrown away at once, so that it does not hold its room. */
async function receive(
  { request, signal }: Exchange,
  hub: HubContext,
  { name, id }: { name: string; id: string },
): Promise<number> {
  const { uploads } = hub.store;
  try {
    return await uploads.append(id, name, bodyWithRoom(request, hub, namespaceOf(name)), hub.limits.blobBytes, signal);
  } catch (error) {
    const code = registryErrorOf(error)?.registryCode;
    const diskFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
    if (code === 'SIZE_INVALID' || code === 'DENIED' || diskFull) await uploads.remove(id);
    if (!diskFull) throw error;
    hub.logger.error({ repository: name }, 'the disk of the hub is full');
    // Not an error of the server to the engine, which would try again for minutes.
    throw new RegistryError('DENIED', null, { message: 'the disk of the registry is full' });
  }
}

async function requireContiguous(
  { request }: Exchange,
  hub: HubContext,
  { name, id }: { name: string; id: string },
): Promise<void> {
  const size = await hub.store.uploads.size(id, name);
  const start = /^(?:bytes )?(\d{1,15})-\d{1,15}(?:\/.*)?$/.exec(request.headers['content-range'] ?? '')?.[1];
  if (start !== undefined && Number(start) !== size) {
    throw new RegistryError('RANGE_INVALID', { expected: size }, { headers: progressHeaders({ name, id, size }) });
  }
}

function sendProgress(exchange: Exchange, status: number, upload: { name: string; id: string; size: number }): void {
  if (status === 204) exchange.response.writeHead(204, progressHeaders(upload)).end();
  else sendEmpty(exchange, status, progressHeaders(upload));
}

function progressHeaders({ name, id, size }: { name: string; id: string; size: number }): Record<string, string> {
  return { location: `/v2/${name}/blobs/uploads/${id}`, range: `0-${Math.max(0, size - 1)}`, 'docker-upload-uuid': id };
}

function sendCreated(exchange: Exchange, name: string, digest: Digest): void {
  sendEmpty(exchange, 201, { location: `/v2/${name}/blobs/${digest}`, 'docker-content-digest': digest });
}
