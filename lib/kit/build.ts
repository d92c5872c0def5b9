import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '#lib/base/index.ts';
import type { ContentStore } from '#lib/hub/index.ts';
import type { ImageDefinition } from './definition.ts';
import { type BuiltLayer, publish } from './publish.ts';
import { makeFor } from './recipes/make.ts';
import { packageShelf } from './recipes/package-shelf.ts';
import type { Workshop } from './recipes/workshop.ts';
import { storeLayer } from './store-layer.ts';

/** Builds images, shared layers once, all at the same time, and publishes each when it is complete. Needs root. */
export async function buildImages(
  images: readonly ImageDefinition[],
  store: ContentStore,
  options: Omit<Workshop, 'shelf'>,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  await mkdir(options.cacheFolder, { recursive: true });
  const work = await mkdtemp(join(options.cacheFolder, 'kit-'));
  const workshop: Workshop = {
    ...options,
    shelf: packageShelf(packagesOf(images), { ...options, folder: join(work, 'shelf') }),
  };
  // The first failure ends the others, and only then is the folder under their feet removed.
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const built = new Map<ImageDefinition, Promise<BuiltLayer[]>>();
  /** How far each image has come, 0 to 1; layers of a base count for the image that defines them. */
  const fractions = new Map<ImageDefinition, number>();

  function say(image: ImageDefinition, text: string, fraction: number): void {
    fractions.set(image, fraction);
    const sum = [...fractions.values()].reduce((total, part) => total + part, 0);
    report(`${image.name}: ${text}`, Math.min(1, sum / images.length));
  }

  function layersOf(image: ImageDefinition): Promise<BuiltLayer[]> {
    const layers = built.get(image) ?? buildLayers(image);
    built.set(image, layers);
    return layers;
  }

  async function buildLayers(image: ImageDefinition): Promise<BuiltLayer[]> {
    const layers = image.base ? [...(await layersOf(image.base))] : [];
    for (const [index, definition] of image.layers.entries()) {
      const folder = join(work, `${image.name}-${index}`);
      await mkdir(folder, { mode: 0o755 });
      const share = (part: number) => (index + part) / image.layers.length;
      say(image, 'making files', share(0));
      const below = layers.map((layer) => layer.folder);
      await makeFor(definition.recipe)(
        folder,
        below,
        workshop,
        (text, part = 0) => say(image, text, share(part * 0.8)),
        either,
      );
      say(image, 'packing', share(0.8));
      layers.push({ ...(await storeLayer(store, folder, either)), definition, folder });
    }
    return layers;
  }

  async function build(image: ImageDefinition): Promise<void> {
    await publish(store, image, await layersOf(image), either);
    say(image, 'ready', 1);
  }

  try {
    const results = await Promise.allSettled(
      images.map((image) =>
        build(image).catch((error: unknown) => {
          failed.abort(error);
          throw error;
        }),
      ),
    );
    for (const result of results) if (result.status === 'rejected') throw failed.signal.reason ?? result.reason;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Every package the layers of these images install, those of their bases included. */
function packagesOf(images: readonly ImageDefinition[]): string[] {
  const names = new Set<string>();
  for (const image of images) {
    for (const { recipe } of image.layers)
      if (recipe.kind === 'packages') for (const name of recipe.packages) names.add(name);
    if (image.base) for (const name of packagesOf([image.base])) names.add(name);
  }
  return [...names].sort();
}
