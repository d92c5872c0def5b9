import type { Clock, Logger } from '../base/index.ts';
import type { Config } from '../config/index.ts';
import { hostMirror } from '../debian/index.ts';
import { createPackageUpstream, type PackageUpstream } from '../mirror/index.ts';
import { placesOf } from './places.ts';

/** Where this configuration fetches packages from that the kit lacks: Debian's from the host's own mirror, if it has one. Null: nowhere. */
export async function packageUpstreamOf(config: Config, clock: Clock, logger: Logger): Promise<PackageUpstream | null> {
  if (config.packages === 'kit') return null;
  const { archive, security } = await hostMirror().catch(() => ({ archive: null, security: null }));
  const origins = {
    debian: archive,
    debianSecurity: security,
    pip: config.pipIndex || null,
    npm: config.npmRegistry || null,
  };
  return createPackageUpstream(origins, { folder: placesOf(config).fetchedPackages, clock, logger });
}
