import { join } from 'node:path';
import { silentLogger } from '#lib/base/index.ts';
import type { Config } from '#lib/config/index.ts';
import { type ContentStore, openContentStore } from '#lib/hub/index.ts';
import { loadLessons } from '#lib/lesson/index.ts';
import { type Places, placesOf } from '#lib/runtime/index.ts';
import { projectRoot } from '../project-root.ts';

/** The kit of a data folder, and what the lessons of this project need of it. */
export interface OpenKit {
  places: Places;
  store: ContentStore;
  /** Lessons by the image they pull, as they write it. */
  needs: ReadonlyMap<string, readonly string[]>;
}

/** Opens the kit; nothing is made by looking. */
export async function openKit(config: Config): Promise<OpenKit> {
  const places = placesOf(config);
  const contentFolder = join(projectRoot, 'content');
  const lessons = await loadLessons({ contentFolder, cacheFolder: places.lessonCache, logger: silentLogger });
  const needs = new Map<string, string[]>();
  for (const { slug } of lessons.list('en')) {
    for (const image of lessons.definition(slug).images) needs.set(image, [...(needs.get(image) ?? []), slug]);
  }
  return { places, store: openContentStore(places.hubFolder), needs };
}
