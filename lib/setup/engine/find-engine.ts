import { z } from 'zod';
import { callEngine, type EngineAddress, engineCandidates } from './address.ts';

/** What Docker's GET /version says that matters here. */
const Version = z.object({
  Version: z.string(),
  ApiVersion: z.string(),
  KernelVersion: z.string().optional(),
  Os: z.string().optional(),
});

/** An engine that answers. */
export interface FoundEngine {
  address: EngineAddress;
  version: string;
  apiVersion: string;
}

/** Either the engine, or why each place that was tried did not answer. */
export type EngineSearch = { found: FoundEngine } | { found: undefined; tried: { said: string; why: EngineSilence }[] };

/** Why no engine answered: nothing there, not allowed to talk to it, or something else in words. */
export type EngineSilence = { is: 'absent' } | { is: 'forbidden' } | { is: 'other'; text: string };

/** Looks for a Docker engine that answers. Never rejects; `env` as in {@link engineCandidates}. */
export async function findEngine(env: Record<string, string | undefined>): Promise<EngineSearch> {
  let candidates: EngineAddress[];
  try {
    candidates = engineCandidates(env);
  } catch (error) {
    return { found: undefined, tried: [{ said: env.DOCKER_HOST ?? '', why: silence(error) }] };
  }
  const tried: { said: string; why: EngineSilence }[] = [];
  for (const address of candidates) {
    try {
      const { status, body } = await callEngine(address, 'GET', '/version');
      if (status !== 200) throw new Error(`answered with status ${status}`);
      const version = Version.parse(JSON.parse(body));
      return { found: { address, version: version.Version, apiVersion: version.ApiVersion } };
    } catch (error) {
      tried.push({ said: address.said, why: silence(error) });
    }
  }
  return { found: undefined, tried };
}

/** Why a search found nothing, to follow "No Docker engine: ". */
export function describeSilence(tried: readonly { said: string; why: EngineSilence }[]): string {
  const words = tried.map(({ said, why }) => {
    if (why.is === 'absent') return `nothing answers at ${said}`;
    return why.is === 'forbidden' ? `this user may not talk to ${said}` : `${said}: ${why.text}`;
  });
  return `${words.join('; ')}.`;
}

function silence(error: unknown): EngineSilence {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return { is: 'absent' };
  if (code === 'EACCES' || code === 'EPERM') return { is: 'forbidden' };
  return { is: 'other', text: error instanceof Error ? error.message : String(error) };
}
