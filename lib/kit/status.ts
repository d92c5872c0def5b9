import type { ContentStore } from '#lib/hub/index.ts';
import { catalogue } from './catalogue.ts';
import { bytesOf, imageContent } from './image-content.ts';
import { readImageName } from './image-name.ts';

/** An image somebody may want, and what the kit has of it. */
export interface KitStatus {
  /** `nginx:latest` */
  image: string;
  /** Lessons that pull it. */
  lessons: string[];
  /** What is there: `stand-in` was built here, `registry` was fetched, null is nothing. */
  from: 'stand-in' | 'registry' | null;
  /** Bytes in the store; layers that several images share count for each. */
  bytes: number;
  /** Bytes still to be fetched when it is pulled. */
  missing: number;
}

/** What the kit has of the images the lessons need (lessons by image) and of those it can make. */
export async function kitStatus(
  store: ContentStore,
  needs: ReadonlyMap<string, readonly string[]>,
): Promise<KitStatus[]> {
  const lessons = new Map<string, Set<string>>();
  for (const image of catalogue) lessons.set(readImageName(image.name).text, new Set());
  for (const [image, names] of needs) {
    const { text } = readImageName(image);
    lessons.set(text, new Set([...(lessons.get(text) ?? []), ...names]));
  }
  const rows: KitStatus[] = [];
  for (const [image, names] of lessons) {
    const { repository, tag } = readImageName(image);
    const content = await imageContent(store, repository, tag);
    rows.push({
      image,
      lessons: [...names].sort(),
      from: content === null ? null : content.standIn ? 'stand-in' : 'registry',
      bytes: content ? bytesOf(content) : 0,
      missing: content ? content.blobs.reduce((sum, { size, there }) => sum + (there ? 0 : size), 0) : 0,
    });
  }
  return rows.sort((a, b) => (a.image < b.image ? -1 : 1));
}

/** Every image sandboxes can pull without the internet, as `name:tag`: what the kit makes, and what else the store holds. */
export async function knownImages({ repositories }: ContentStore): Promise<Set<string>> {
  const known = new Set(catalogue.flatMap(({ name, tags }) => tags.map((tag) => `${name}:${tag}`)));
  for (const name of await repositories.list())
    for (const tag of await repositories.tags(name)) known.add(`${name.replace(/^library\//, '')}:${tag}`);
  return known;
}
