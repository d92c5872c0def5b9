import { Readable } from 'node:stream';
import type { ContentStore } from '#lib/hub/index.ts';
import type { ImageDefinition, LayerDefinition } from './definition.ts';
import { imageContent } from './image-content.ts';
import { kitDate } from './layer-tar.ts';
import type { StoredLayer } from './store-layer.ts';

/** A layer that has been built. */
export interface BuiltLayer extends StoredLayer {
  definition: LayerDefinition;
  /** Its files, for layers built on top of it. */
  folder: string;
}

const types = {
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
};

const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };
const standardPath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Writes an image's configuration and manifest into the store and points its tags to it, as the last act. */
export async function publish(
  store: ContentStore,
  image: ImageDefinition,
  layers: readonly BuiltLayer[],
  signal: AbortSignal,
): Promise<void> {
  const put = (document: unknown) =>
    store.blobs.write(Readable.from([Buffer.from(JSON.stringify(document))]), { maxBytes: 1024 ** 2 }, signal);
  const name = `library/${image.name}`;
  const config = await put(configOf(image, layers));
  const manifest = await put({
    schemaVersion: 2,
    mediaType: types.manifest,
    config: { mediaType: types.config, size: config.size, digest: config.digest },
    layers: layers.map(({ blob }) => ({ mediaType: types.layer, size: blob.size, digest: blob.digest })),
  });
  for (const blob of [config, ...layers.map((layer) => layer.blob)])
    await store.repositories.addBlob(name, blob.digest);
  await store.repositories.addManifest(name, manifest.digest, types.manifest);
  const about = await store.repositories.about(name);
  if (about?.standIn !== false)
    await store.repositories.describe(name, { description: image.description, standIn: true });
  for (const tag of image.tags) {
    const present = await imageContent(store, name, tag);
    // A stand-in never takes the place of the real image.
    if (present === null || present.standIn) await store.repositories.tag(name, tag, manifest.digest);
  }
}

/** The image configuration document, by the Docker image specification v1.3. */
function configOf(image: ImageDefinition, layers: readonly BuiltLayer[]): unknown {
  const created = kitDate.toISOString();
  const { Env = [], ...rest } = image.config;
  // Twice the same variable would leave it to the engine which one counts.
  const path = Env.some((entry) => entry.startsWith('PATH=')) ? [] : [standardPath];
  const comment = 'Slipway image kit';
  const instruction = (text: string) => ({ created, created_by: text, comment, empty_layer: true });
  return {
    architecture: architectures[process.arch] ?? process.arch,
    os: 'linux',
    created,
    config: { ...rest, Env: [...path, ...Env], Labels: { 'dev.slipway.stand-in': image.really } },
    rootfs: { type: 'layers', diff_ids: layers.map((layer) => layer.diffId) },
    history: [
      ...layers.map(({ definition }) => ({ created, created_by: definition.createdBy, comment })),
      ...instructionsOf(image).map(instruction),
    ],
  };
}

/** The Dockerfile lines that set the configuration, for `docker history`. */
function instructionsOf({ config, really }: ImageDefinition): string[] {
  const lines = [`LABEL dev.slipway.stand-in=${really}`];
  for (const entry of config.Env ?? []) lines.push(`ENV ${entry}`);
  if (config.WorkingDir) lines.push(`WORKDIR ${config.WorkingDir}`);
  for (const path of Object.keys(config.Volumes ?? {})) lines.push(`VOLUME [${path}]`);
  for (const port of Object.keys(config.ExposedPorts ?? {})) lines.push(`EXPOSE ${port}`);
  if (config.StopSignal) lines.push(`STOPSIGNAL ${config.StopSignal}`);
  if (config.Entrypoint) lines.push(`ENTRYPOINT ${JSON.stringify(config.Entrypoint)}`);
  if (config.Cmd) lines.push(`CMD ${JSON.stringify(config.Cmd)}`);
  return lines;
}
