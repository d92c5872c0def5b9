import type { Clock, Logger } from '#lib/base/index.ts';
import type { Digest } from '../reference.ts';
import type { ContentStore } from '../store/store.ts';
import { type BlobFetch, fetchBlob } from './blob-fetch.ts';
import { fetchManifest, type ManifestAnswer } from './fetch-manifest.ts';
import { flights } from './flights.ts';
import { isSilence, registryClient, type UpstreamAddress } from './registry-client.ts';

/** The real registry behind the hub. What is fetched stays in the hub's store; whoever asks meanwhile waits for the same answer. */
export interface Upstream extends AsyncDisposable {
  /** False for a while after the registry did not answer: then nothing is asked of it and nobody waits. */
  reachable(): boolean;
  /** Fetches a manifest by tag or digest, whether the store has one or not; `offline` when the registry does not answer in 3 s. */
  manifest(name: string, reference: string): Promise<ManifestAnswer | { is: 'offline' }>;
  /** A blob on its way into the store, begun now or already. */
  blob(name: string, digest: Digest): BlobFetch;
}

/** How long a registry that did not answer is left alone. */
const offlineMs = 20_000;
/** How long "there is no such image" is believed. */
const negativeMs = 60_000;
const keptNegatives = 1000;

/** Opens the way to a registry; nothing is asked before somebody misses something. Disposing ends what is being fetched. */
export function createUpstream(
  address: UpstreamAddress,
  store: ContentStore,
  { clock, logger }: { clock: Clock; logger: Logger },
): Upstream {
  const client = registryClient(address, clock);
  const closed = new AbortController();
  const negatives = new Map<string, { answer: ManifestAnswer; until: number }>();
  const manifestFlights = flights<ManifestAnswer | { is: 'offline' }>();
  const blobs = new Map<Digest, BlobFetch>();
  let offlineUntil = 0;

  const reachable = () => clock.now() >= offlineUntil;

  async function ask(name: string, reference: string): Promise<ManifestAnswer | { is: 'offline' }> {
    const key = `${name}:${reference}`;
    const known = negatives.get(key);
    if (known && known.until > clock.now()) return known.answer;
    if (!reachable()) return { is: 'offline' };
    try {
      const answer = await fetchManifest(client, store, name, reference, closed.signal);
      return answer.is === 'found' ? answer : remember(key, answer);
    } catch (error) {
      if (isSilence(error)) {
        offlineUntil = clock.now() + offlineMs;
        logger.info({ image: key, err: error }, 'registry upstream is not there');
        return { is: 'offline' };
      }
      // An image in a form no engine of ours reads is as good as none.
      logger.warn({ image: key, err: error }, 'registry upstream sent what cannot be used');
      return remember(key, { is: 'unknown' });
    }
  }

  function remember(key: string, answer: ManifestAnswer): ManifestAnswer {
    if (negatives.size >= keptNegatives) negatives.clear();
    negatives.set(key, { answer, until: clock.now() + negativeMs });
    return answer;
  }

  return {
    reachable,
    manifest: (name, reference) => manifestFlights(`${name}:${reference}`, () => ask(name, reference)),

    blob(name, digest) {
      const running = blobs.get(digest);
      if (running) return running;
      const fetching = fetchBlob({ client, store, name, digest, clock, signal: closed.signal });
      blobs.set(digest, fetching);
      fetching.done
        .catch((error: unknown) => logger.warn({ name, digest, err: error }, 'blob could not be fetched'))
        .finally(() => blobs.delete(digest));
      return fetching;
    },

    async [Symbol.asyncDispose]() {
      closed.abort(new Error('The hub is closing.'));
      await Promise.allSettled([...blobs.values()].map(({ done }) => done));
    },
  };
}
