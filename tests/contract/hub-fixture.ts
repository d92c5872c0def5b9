import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { silentLogger, systemClock } from '#lib/base/index.ts';
import {
  type ContentStore,
  createHub,
  createLabCa,
  type Digest,
  type HubLimits,
  openContentStore,
  type UpstreamAddress,
} from '#lib/hub/index.ts';
import { hubClient } from './hub-client.ts';

export const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';
export const layer = Buffer.alloc(100_000, 'layer');

/**
 * A hub with one image, `library/nginx:latest` and `:1`, on free ports with its own CA, and a client that trusts it.
 * Its content is in a new folder below `parent`.
 */
export async function hubFixture(limits: Partial<HubLimits> = {}, upstream?: UpstreamAddress, parent = tmpdir()) {
  const folder = await mkdtemp(join(parent, 'hub-'));
  const ca = await createLabCa(folder);
  const store = openContentStore(join(folder, 'hub'));
  const image = await storeImage(store, 'library/nginx', ['latest', '1']);
  await store.repositories.describe('library/nginx', { description: 'Web server', standIn: true });
  const hub = createHub({
    folder: join(folder, 'hub'),
    accounts: {
      verify: async (username, password) => ['mia', 'tom'].includes(username) && password === 'right:secret',
    },
    clock: systemClock,
    logger: silentLogger,
    limits,
    ...(upstream && { upstream }),
  });
  const ports = await hub.listen({ host: '127.0.0.1', httpPort: 0, httpsPort: 0, ...ca });
  const client = hubClient(ports.httpsPort, ca.caPem);
  return {
    ...client,
    ...ports,
    ca,
    folder,
    hub,
    image,
    store,
    async [Symbol.asyncDispose]() {
      client.close();
      await hub.close();
      await rm(folder, { recursive: true });
    },
  };
}

export type HubFixture = Awaited<ReturnType<typeof hubFixture>>;

async function storeImage({ blobs, repositories }: ContentStore, name: string, tags: string[]) {
  const put = (bytes: Uint8Array) => blobs.write(Readable.from([bytes]), { maxBytes: 1e9 }, AbortSignal.timeout(5_000));
  const parts = { config: await put(Buffer.from('{"os":"linux"}')), layer: await put(layer) };
  const text = manifestText(parts.config, [parts.layer]);
  const manifest = await put(Buffer.from(text));
  await repositories.addBlob(name, parts.config.digest);
  await repositories.addBlob(name, parts.layer.digest);
  await repositories.addManifest(name, manifest.digest, manifestType);
  for (const tag of tags) await repositories.tag(name, tag, manifest.digest);
  return { text, manifest: manifest.digest, layer: parts.layer.digest, config: parts.config.digest };
}

/** A Docker image manifest of these parts. */
export function manifestText(
  config: { digest: Digest; size: number },
  layers: { digest: Digest; size: number }[],
): string {
  return JSON.stringify({ schemaVersion: 2, mediaType: manifestType, config, layers });
}
