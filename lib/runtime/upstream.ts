import type { Config } from '../config/index.ts';
import type { UpstreamAddress } from '../hub/index.ts';

/** The registry this configuration fetches images from, with its account when one is set; null: none. */
export function upstreamOf({ hub, hubUser, hubPassword }: Config): UpstreamAddress | null {
  if (hub === '') return null;
  return { origin: hub, ...(hubUser && { credentials: { username: hubUser, password: hubPassword } }) };
}
