import type { Clock } from '#lib/base/index.ts';
import type { ContentStore, Upstream } from '#lib/hub/index.ts';
import { imageContent } from './image-content.ts';
import { readImageName } from './image-name.ts';

/** Bytes that have come and those there will be; `text` says what is coming. */
export type ByteReport = (text: string, done: number, total: number) => void;

/** What became of one image. */
export type Prefetched = { image: string; is: 'fetched' | 'unknown' | 'denied' | 'limited' | 'offline' | 'broken' };

const reportEveryMs = 200;
/** As many as an engine fetches at once. */
const parallel = 3;

/**
 * Fetches images from the registry upstream, also those whose place a stand-in holds: its tag then leads to the real one.
 * An image that cannot be had leaves what was there; the others are fetched all the same.
 */
export async function prefetch(
  images: readonly string[],
  { store, upstream, clock }: { store: ContentStore; upstream: Upstream; clock: Clock },
  report: ByteReport,
  signal: AbortSignal,
): Promise<Prefetched[]> {
  const results: Prefetched[] = [];
  for (const image of images) {
    signal.throwIfAborted();
    results.push({ image, is: await one(image) });
  }
  return results;

  async function one(image: string): Promise<Prefetched['is']> {
    const { text, repository, tag } = readImageName(image);
    const before = await store.repositories.resolve(repository, tag);
    report(text, 0, 0);
    const answer = await upstream.manifest(repository, tag);
    if (answer.is !== 'found') return answer.is;
    const content = await imageContent(store, repository, tag);
    const wanted = content?.blobs.filter(({ there }) => !there) ?? [];
    const total = wanted.reduce((sum, { size }) => sum + size, 0);
    const running = new Map<string, () => number>();
    let finished = 0;
    const tell = () => {
      let coming = 0;
      for (const arrived of running.values()) coming += arrived();
      report(text, finished + coming, total);
    };
    const fetchNext = async (): Promise<void> => {
      for (let blob = wanted.shift(); blob; blob = wanted.shift()) {
        signal.throwIfAborted();
        const coming = upstream.blob(repository, blob.digest);
        running.set(blob.digest, coming.arrived);
        await coming.done;
        running.delete(blob.digest);
        finished += blob.size;
      }
    };
    using _ = repeatedly(clock, reportEveryMs, tell);
    try {
      await Promise.all(Array.from({ length: parallel }, fetchNext));
    } catch {
      signal.throwIfAborted();
      // What stood there before is whole; better than half of the real one.
      if (before) await store.repositories.tag(repository, tag, before);
      else await store.repositories.untag(repository, tag);
      return 'broken';
    }
    tell();
    const about = await store.repositories.about(repository);
    if (tag === 'latest' && about?.standIn) {
      const description = about.description.replace(/\s*\((Slipway's stand-in|built here[^)]*)\)$/, '');
      await store.repositories.describe(repository, { description, standIn: false });
    }
    return 'fetched';
  }
}

/** Runs a task again and again until disposed. */
function repeatedly(clock: Clock, ms: number, task: () => void): Disposable {
  let timer: Disposable;
  const next = () => {
    timer = clock.after(ms, () => {
      task();
      next();
    });
  };
  next();
  return { [Symbol.dispose]: () => timer[Symbol.dispose]() };
}
