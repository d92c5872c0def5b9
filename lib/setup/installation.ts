import { createHash } from 'node:crypto';
import { resolve } from 'node:path';

/** The label every container, image, volume and network of ours carries; its value is the installation's id. */
export const installationLabel = 'dev.slipway.installation';

/** The label sandboxes carry besides: which site of the installation they belong to. */
export const instanceLabel = 'dev.slipway.instance';

/**
 * Id of the installation that keeps its data in this folder. Derived from the path, so that `npm run clean` finds what was made even
 * when the folder was deleted by hand, and two installations on one machine never touch each other's sandboxes.
 */
export function installationOf(dataFolder: string): string {
  return createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 12);
}
