import type { IncomingMessage } from 'node:http';
import { bodyOf, type HubContext } from './exchange.ts';
import { RegistryError } from './registry-error.ts';

/** How often a push of unknown length is held against its namespace's limit while it arrives. */
const stepBytes = 8 * 1024 * 1024;

/** Bytes a namespace takes on disk: what its repositories hold, each blob once, and its unfinished uploads. */
export async function bytesOf({ store }: HubContext, namespace: string): Promise<number> {
  let bytes = await store.uploads.namespaceSize(namespace);
  for (const digest of await store.repositories.contents(namespace)) bytes += (await store.blobs.size(digest)) ?? 0;
  return bytes;
}

/**
 * The body of a push, as long as the namespace has room. Looked up on disk at the start and every 8 MiB, and kept nowhere:
 * pushes without a Content-Length can pass the limit by 8 MiB each and no more.
 * @throws RegistryError DENIED when there is not enough left.
 */
export async function* bodyWithRoom(
  request: IncomingMessage,
  hub: HubContext,
  namespace: string,
): AsyncIterable<Uint8Array> {
  const { namespaceBytes } = hub.limits;
  const full = () =>
    new RegistryError('DENIED', { maximum: namespaceBytes }, { message: 'storage of this namespace is full' });
  const announced = Number(request.headers['content-length'] ?? 0);
  if ((await bytesOf(hub, namespace)) + announced > namespaceBytes) throw full();
  let sinceLook = 0;
  for await (const chunk of bodyOf(request)) {
    sinceLook += chunk.byteLength;
    if (sinceLook > stepBytes) {
      if ((await bytesOf(hub, namespace)) > namespaceBytes) throw full();
      sinceLook = 0;
    }
    yield chunk;
  }
}
