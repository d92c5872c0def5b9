import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { type ContentStore, type Digest, openContentStore } from '#lib/hub/index.ts';
import { get } from './client.ts';

/** An image of random bytes, the same for both registries. */
export interface BenchImage {
  name: string;
  manifest: Buffer;
  /** Configuration first, then layers. */
  blobs: { digest: Digest; bytes: Buffer }[];
}

export const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';

/** An image with layers of these sizes in bytes. */
export function benchImage(name: string, sizes: readonly number[]): BenchImage {
  const blobs = [Buffer.from('{"architecture":"amd64","os":"linux"}'), ...sizes.map((size) => randomBytes(size))].map(
    (bytes) => ({
      bytes,
      digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` as const,
    }),
  );
  const [config, ...layers] = blobs.map(({ digest, bytes }) => ({ digest, size: bytes.length }));
  const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: manifestType, config, layers }));
  return { name, manifest, blobs };
}

/** Puts an image into the content store in `folder`. */
export async function storeImage(folder: string, { name, manifest, blobs }: BenchImage): Promise<void> {
  const store = openContentStore(folder);
  for (const { bytes } of blobs) await store.repositories.addBlob(name, await put(store, bytes));
  const digest = await put(store, manifest);
  await store.repositories.addManifest(name, digest, manifestType);
  await store.repositories.tag(name, 'latest', digest);
}

async function put({ blobs }: ContentStore, bytes: Buffer): Promise<Digest> {
  return (await blobs.write(Readable.from([bytes]), { maxBytes: bytes.length }, new AbortController().signal)).digest;
}

/** Pushes an image to a registry that asks for no token. */
export async function pushImage(origin: string, { name, manifest, blobs }: BenchImage): Promise<void> {
  const put = (url: string, body: Buffer, type: string) =>
    get(url, { method: 'PUT', body, headers: { 'content-type': type, 'content-length': body.length } });
  for (const { digest, bytes } of blobs) {
    const { location } = await get(`${origin}/v2/${name}/blobs/uploads/`, { method: 'POST' });
    const target = new URL(location, origin);
    target.searchParams.set('digest', digest);
    await put(target.href, bytes, 'application/octet-stream');
  }
  await put(`${origin}/v2/${name}/manifests/latest`, manifest, manifestType);
}
