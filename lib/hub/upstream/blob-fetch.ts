import { open } from 'node:fs/promises';
import type { Clock } from '#lib/base/index.ts';
import type { ByteRange } from '../byte-range.ts';
import type { Digest } from '../reference.ts';
import type { ContentStore } from '../store/store.ts';
import { openPartial } from './partial.ts';
import type { RegistryClient } from './registry-client.ts';

/** A blob on its way in. However many read it, it is fetched once; each reads from the file it arrives in. */
export interface BlobFetch {
  /** Bytes in total, as soon as the registry has said so. Rejects when it has not got the blob or does not answer. */
  readonly size: Promise<number>;
  /** Bytes that have arrived. */
  arrived(): number;
  /** Bytes as they come, to the end or of a part. Throws when fetching failed, and the signal's reason. */
  read(range: ByteRange | undefined, signal: AbortSignal): AsyncGenerator<Uint8Array>;
  /** Resolves when the blob is in the store, its digest verified. */
  readonly done: Promise<void>;
}

/** No byte for so long counts as a cut line. */
const silenceMs = 20_000;
/** Cuts in a row without a byte between them. */
const maximumCuts = 3;
const maximumBytes = 16 * 1024 ** 3;
const readBytes = 256 * 1024;

/** Begins to fetch a blob into the store. A line that is cut is taken up where it broke, also by the next call after a failure. */
export function fetchBlob(options: {
  client: RegistryClient;
  store: ContentStore;
  name: string;
  digest: Digest;
  clock: Clock;
  signal: AbortSignal;
}): BlobFetch {
  const { client, store, name, digest, clock, signal } = options;
  const size = Promise.withResolvers<number>();
  const opened = Promise.withResolvers<string>();
  let total: number | undefined;
  let arrived = 0;
  let ended = false;
  let moved = Promise.withResolvers<void>();
  const tell = () => {
    moved.resolve();
    moved = Promise.withResolvers<void>();
  };

  async function run(): Promise<void> {
    const partial = await openPartial(store.incoming, digest.slice('sha256:'.length));
    opened.resolve(partial.path);
    arrived = partial.size;
    try {
      for (let cuts = 0; total === undefined || partial.size < total; ) {
        const before = partial.size;
        try {
          await receive();
          if (total !== undefined && partial.size < total) throw new Error('the line was cut');
        } catch (error) {
          cuts = partial.size > before ? 1 : cuts + 1;
          if (signal.aborted || total === undefined || partial.size > total || cuts >= maximumCuts) throw error;
        }
      }
    } catch (error) {
      // A disk that is full gets its space back; what else went wrong may be taken up later.
      const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
      await (full || (total !== undefined && partial.size > total) ? partial.discard() : partial.keep());
      throw error;
    }
    if (`sha256:${await partial.finish()}` !== digest) {
      await partial.discard();
      throw new Error(`the registry upstream sent something else than ${digest}`);
    }
    await store.blobs.adopt(partial.path, digest);

    /** One answer of the registry, from where the file ends. */
    async function receive(): Promise<void> {
      const from = partial.size;
      const headers = from > 0 ? { range: `bytes=${from}-` } : undefined;
      const silence = new AbortController();
      const either = AbortSignal.any([signal, silence.signal]);
      const answer = await client.get(name, `${name}/blobs/${digest}`, headers ?? {}, either);
      const whole = answer.status === 200;
      const length = Number(answer.headers.get('content-length') ?? Number.NaN);
      const said = whole ? length : Number(/\/(\d+)$/.exec(answer.headers.get('content-range') ?? '')?.[1]);
      // 416: nothing is missing, or the file is longer than the blob.
      if (answer.status === 416 && said >= 0) {
        await answer.body?.cancel();
        total = said;
        size.resolve(total);
        return;
      }
      if (!answer.ok || !Number.isSafeInteger(said) || said > maximumBytes) {
        await answer.body?.cancel();
        throw new Error(`the registry upstream answered ${answer.status} for ${digest}`);
      }
      total = said;
      size.resolve(total);
      // A registry that does not know ranges sends everything again.
      let skip = whole ? from : 0;
      for await (const chunk of watched(answer.body ?? [], silence)) {
        const fresh = skip < chunk.byteLength ? chunk.subarray(skip) : null;
        skip = Math.max(0, skip - chunk.byteLength);
        if (fresh === null) continue;
        await partial.append(fresh);
        arrived = partial.size;
        if (arrived > total) throw new Error('the registry upstream sent more than it said');
        tell();
      }
    }
  }

  /** The chunks of a body; aborts `silence` when none comes for {@link silenceMs}. */
  async function* watched(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, silence: AbortController) {
    const watch = () => clock.after(silenceMs, () => silence.abort(new Error('the registry upstream fell silent')));
    let timer = watch();
    try {
      for await (const chunk of body) {
        timer[Symbol.dispose]();
        yield chunk;
        timer = watch();
      }
    } finally {
      timer[Symbol.dispose]();
    }
  }

  const done = run().finally(() => {
    ended = true;
    tell();
  });
  done.catch((error: unknown) => {
    size.reject(error);
    opened.reject(error);
  });
  // Whoever waits gets the failure from there; when nobody does any more, it must not end the process.
  for (const promise of [size.promise, opened.promise]) promise.catch(() => {});

  return {
    size: size.promise,
    arrived: () => arrived,
    done,

    async *read(range, reading) {
      const path = await opened.promise;
      const whole = await size.promise;
      const end = (range?.end ?? whole - 1) + 1;
      let at = range?.start ?? 0;
      // Renamed when complete: then it is the blob's own file that is read.
      const file = await open(path, 'r').catch(async () => {
        await done;
        return open(store.blobs.path(digest), 'r');
      });
      try {
        while (at < end) {
          const next = moved.promise;
          // The last byte is held back until the digest is known to be right: what is wrong must not end well.
          const there = Math.min(ended ? arrived : Math.min(arrived, whole - 1), end) - at;
          if (there > 0) {
            const wanted = Math.min(there, readBytes);
            const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, at);
            at += bytesRead;
            yield buffer.subarray(0, bytesRead);
          } else if (ended) throw new Error('the blob ended early');
          else await next;
          if (ended) await done;
          reading.throwIfAborted();
        }
      } finally {
        await file.close();
      }
    },
  };
}
