import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Clock, type Logger, randomId } from '#lib/base/index.ts';

/** A file that is in our folder now; or is not there upstream; or nobody answered. */
export type FetchedFile = { is: 'found'; path: string; size: number } | { is: 'missing' } | { is: 'offline' };

export interface FetchOptions {
  /** Milliseconds after which a copy is fetched again; absent for what never changes under its address. */
  maxAgeMs?: number;
  /** Sent with the request. */
  accept?: string;
  /** 64 hex digits the content must have. */
  sha256?: string;
}

/** Files from the internet, each fetched once for all who ask and kept. A copy that is too old is still better than none. */
export interface FetchedFiles {
  get(url: string, options?: FetchOptions): Promise<FetchedFile>;
}

/** An upstream that does not answer within this is taken for gone, and left alone for a while. */
const answerWithinMs = 3_000;
const offlineMs = 20_000;
/** No package of a lesson takes longer; a learner has given up by then. */
const fetchWithinMs = 120_000;

/** Keeps fetched files in `folder`, under the hash of their address. */
export function openFetchedFiles(folder: string, clock: Clock, logger: Logger): FetchedFiles {
  const running = new Map<string, Promise<FetchedFile>>();
  const silentUntil = new Map<string, number>();

  async function kept(path: string): Promise<{ file: FetchedFile & { is: 'found' }; age: number } | null> {
    const found = await stat(path).catch(() => null);
    return found && { file: { is: 'found', path, size: found.size }, age: clock.now() - found.mtimeMs };
  }

  async function fetchInto(path: string, url: string, { accept, sha256 }: FetchOptions): Promise<FetchedFile> {
    const late = new AbortController();
    const answered = clock.after(answerWithinMs, () => late.abort(new Error(`no answer in ${answerWithinMs} ms`)));
    const signal = AbortSignal.any([late.signal, AbortSignal.timeout(fetchWithinMs)]);
    const headers: Record<string, string> = accept ? { accept } : {};
    const answer = await fetch(url, { headers, signal }).finally(() => answered[Symbol.dispose]());
    if (answer.status === 404 || answer.status === 403 || answer.status === 410) {
      await answer.body?.cancel();
      return { is: 'missing' };
    }
    if (!answer.ok || !answer.body) throw new Error(`${url} answered ${answer.status}`);
    const temporary = join(folder, `.${randomId()}`);
    await mkdir(folder, { recursive: true });
    const hash = createHash('sha256');
    let size = 0;
    const measure = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        size += chunk.length;
        done(null, chunk);
      },
    });
    try {
      await pipeline(Readable.from(chunksOf(answer.body)), measure, createWriteStream(temporary, { mode: 0o600 }), {
        signal,
      });
      if (sha256 !== undefined && hash.digest('hex') !== sha256) throw new Error(`${url} is not what was promised`);
      await rename(temporary, path);
    } finally {
      await rm(temporary, { force: true });
    }
    return { is: 'found', path, size };
  }

  async function get(url: string, options: FetchOptions): Promise<FetchedFile> {
    const { origin } = new URL(url);
    const path = join(
      folder,
      createHash('sha256')
        .update(`${options.accept ?? ''} ${url}`)
        .digest('hex'),
    );
    const copy = await kept(path);
    if (copy && copy.age < (options.maxAgeMs ?? Number.POSITIVE_INFINITY)) return copy.file;
    const otherwise = copy?.file ?? { is: 'offline' as const };
    if ((silentUntil.get(origin) ?? 0) > clock.now()) return otherwise;
    try {
      return await fetchInto(path, url, options);
    } catch (error) {
      silentUntil.set(origin, clock.now() + offlineMs);
      logger.info({ url, err: error }, 'packages cannot be fetched');
      return otherwise;
    }
  }

  return {
    get(url, options = {}) {
      const key = `${options.accept ?? ''} ${url}`;
      const flight = running.get(key) ?? get(url, options).finally(() => running.delete(key));
      running.set(key, flight);
      return flight;
    },
  };
}

/** Node's types for streams of the web and of the browser do not agree; iterating needs neither. */
async function* chunksOf(body: NonNullable<Response['body']>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    await reader.cancel();
  }
}
