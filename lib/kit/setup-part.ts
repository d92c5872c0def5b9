import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type SetupPart, systemClock } from '#lib/base/index.ts';
import { type ContentStore, collectGarbage, openContentStore } from '#lib/hub/index.ts';
import { buildImages } from './build.ts';
import { catalogue, defaultImages } from './catalogue.ts';
import type { ImageDefinition } from './definition.ts';
import { imageContent } from './image-content.ts';
import { readGeneration, readStamp, writeStamp } from './stamp.ts';

export interface KitOptions {
  /** The hub's folder: the content store the images go into. */
  hubFolder: string;
  /** Fetched packages and borrowed tools; the same folder as the sandbox image's makes the second of them quicker. */
  cacheFolder: string;
  /** Root of the C compiler, made by the part named in `needs`. */
  toolchain: string;
  needs: readonly string[];
  /** Debian's code name; the stand-ins' tags and descriptions speak of trixie. */
  suite?: string;
  /** Names of the images to make; {@link defaultImages} when absent. */
  images?: readonly string[];
}

const defaultSuite = 'trixie';

/** The part's id, for parts that need the images. */
export const kitPartId = 'kit';

/** Setting up the image kit: skipped while its sources, suite and choice of images are those of the last time and all are there. */
export function kitSetupPart(options: KitOptions): SetupPart {
  const suite = options.suite ?? defaultSuite;
  const chosen = chooseImages(options.images ?? defaultImages);
  const store = openContentStore(options.hubFolder);
  const inputs = () => kitVersion(options);

  return {
    id: kitPartId,
    title: 'Images of the kit',
    needs: options.needs,

    async fresh() {
      return (await readStamp(options.hubFolder)) === (await inputs()) && (await allThere(store, chosen));
    },

    async run(report, signal) {
      const hash = await inputs();
      const { cacheFolder, toolchain } = options;
      await buildImages(chosen, store, { suite, cacheFolder, toolchain }, report, signal);
      report('removing what an older kit left', 1);
      await collectGarbage(store, systemClock.now());
      await writeStamp(options.hubFolder, hash);
    },
  };
}

/** Changes whenever the images may: with the kit's sources, Debian's suite, the processor and the choice of images. */
export function kitVersion(options: Pick<KitOptions, 'suite' | 'images'> = {}): Promise<string> {
  const chosen = chooseImages(options.images ?? defaultImages);
  return hashInputs([options.suite ?? defaultSuite, process.arch, ...chosen.map((image) => image.name)]);
}

/** Changes also when images were fetched or imported: what was made from the hub's images before must then be made again. */
export async function contentVersion(hubFolder: string): Promise<string> {
  const [version, generation] = await Promise.all([kitVersion(), readGeneration(hubFolder)]);
  return generation === '' ? version : createHash('sha256').update(`${version} ${generation}`).digest('hex');
}

function chooseImages(names: readonly string[]): ImageDefinition[] {
  const unknown = names.filter((name) => !catalogue.some((image) => image.name === name));
  if (unknown.length > 0) throw new AppError('CONFIG_INVALID', `the kit has no image called ${unknown.join(', ')}`);
  return catalogue.filter((image) => names.includes(image.name));
}

/** Deleted blobs must not go unnoticed: whoever pulls would be the first to know. Of fetched images parts may be still to come. */
async function allThere(store: ContentStore, images: readonly ImageDefinition[]): Promise<boolean> {
  for (const { name, tags } of images) {
    for (const tag of tags) {
      const content = await imageContent(store, `library/${name}`, tag);
      if (content === null || (content.standIn && content.blobs.some(({ there }) => !there))) return false;
    }
  }
  return true;
}

/** What decides over the bytes of images; commands and transfer of the kit do not. */
const sources = /^(?:(?:images|recipes)\/.*|build|definition|layer-tar|publish|store-layer)(?<!\.test)\.(?:ts|c)$/;

/** Every source file images are made of, and what was asked for. */
async function hashInputs(words: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(words));
  const names = (await readdir(import.meta.dirname, { recursive: true })).filter((name) => sources.test(name));
  for (const name of names.sort()) hash.update(`\0${name}\0`).update(await readFile(join(import.meta.dirname, name)));
  return hash.digest('hex');
}
