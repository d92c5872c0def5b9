import { z } from 'zod';
import type { Clock } from '#lib/base/index.ts';
import { type Challenge, readChallenge } from './challenge.ts';

/** The registry images are fetched from on a miss. */
export interface UpstreamAddress {
  /** `https://registry-1.docker.io`, without a path. */
  origin: string;
  /** Account of that registry, which allows more pulls; anonymous without. */
  credentials?: { username: string; password: string };
}

/** Asks a registry, with a token where it wants one. */
export interface RegistryClient {
  /**
   * The answer to `GET /v2/<path>` whatever its status; the body is the caller's to read or cancel. `repository` is whose pull
   * token is kept. Rejects when no answer has begun within {@link answerMs}: no name, no route, no word.
   */
  get(repository: string, path: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response>;
}

/** True for what {@link RegistryClient.get} rejects with: the registry cannot be reached. */
export function isSilence(error: unknown): boolean {
  return error instanceof Error && 'silent' in error;
}

/** How long a registry may take to begin an answer. A workshop without internet must not wait longer to read so. */
const answerMs = 3_000;
const refreshBeforeMs = 10_000;
const keptTokens = 500;

const TokenAnswer = z.looseObject({
  token: z.string().optional(),
  access_token: z.string().optional(),
  expires_in: z.number().positive().optional(),
});

/** A client of one registry; tokens are kept as long as they last. */
export function registryClient({ origin, credentials }: UpstreamAddress, clock: Clock): RegistryClient {
  const tokens = new Map<string, { token: string; until: number }>();

  async function ask(url: URL | string, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
    const late = new AbortController();
    using _ = clock.after(answerMs, () => late.abort(new Error(`no answer from ${new URL(url).host}`)));
    try {
      return await fetch(url, { headers, signal: AbortSignal.any([signal, late.signal]) });
    } catch (cause) {
      throw Object.assign(new Error(`${new URL(url).host} did not answer`, { cause }), { silent: true });
    }
  }

  async function fetchToken({ realm, service, scope }: Challenge, signal: AbortSignal): Promise<string | null> {
    // A password goes out encrypted, or not at all; only a registry that is itself asked without may ask for it without.
    const mayTell = realm.protocol === 'https:' || origin.startsWith('http:');
    const basic = credentials && Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
    const url = new URL(realm);
    if (service) url.searchParams.set('service', service);
    if (scope) url.searchParams.set('scope', scope);
    const answer = await ask(url, basic && mayTell ? { authorization: `Basic ${basic}` } : {}, signal);
    if (!answer.ok) {
      await answer.body?.cancel();
      return null;
    }
    const read = TokenAnswer.safeParse(await answer.json());
    const token = read.data?.token ?? read.data?.access_token;
    if (!token) return null;
    const lastsMs = (read.data?.expires_in ?? 60) * 1000;
    if (tokens.size >= keptTokens) tokens.clear();
    if (scope) tokens.set(scope, { token, until: clock.now() + lastsMs - refreshBeforeMs });
    return token;
  }

  return {
    async get(repository, path, headers, signal) {
      const url = `${origin}/v2/${path}`;
      // Digests are over what is stored, not over what a proxy makes of it.
      const plain = { ...headers, 'accept-encoding': 'identity' };
      const kept = tokens.get(`repository:${repository}:pull`);
      const known = kept && kept.until > clock.now() ? { authorization: `Bearer ${kept.token}` } : undefined;
      const first = await ask(url, { ...plain, ...known }, signal);
      const challenge = first.status === 401 ? readChallenge(first.headers.get('www-authenticate')) : null;
      if (!challenge) return first;
      await first.body?.cancel();
      const token = await fetchToken(challenge, signal);
      return ask(url, { ...plain, ...(token && { authorization: `Bearer ${token}` }) }, signal);
    },
  };
}
