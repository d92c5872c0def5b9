import { readFile } from 'node:fs/promises';
import type Docker from 'dockerode';
import { z } from 'zod';

/** Name of our own profile, sandbox/image/apparmor/slipway-sandbox, which an operator may load. */
export const ownProfile = 'slipway-sandbox';

const Info = z.object({ SecurityOptions: z.array(z.string()).nullish() });

/**
 * The AppArmor profile sandboxes ask for: null where the engine has none, our own where it is loaded, else `unconfined`,
 * because Docker's default profile forbids the mounts a sandbox begins with.
 */
export async function appArmorFor(docker: Docker): Promise<string | null> {
  const { SecurityOptions } = Info.parse(await docker.info());
  if (!SecurityOptions?.some((option) => option.includes('name=apparmor'))) return null;
  const loaded = await readFile('/sys/kernel/security/apparmor/profiles', 'utf8').catch(() => '');
  return loaded.split('\n').some((line) => line.startsWith(`${ownProfile} `)) ? ownProfile : 'unconfined';
}
