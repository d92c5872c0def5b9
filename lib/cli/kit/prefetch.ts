import { silentLogger, systemClock } from '#lib/base/index.ts';
import type { Config } from '#lib/config/index.ts';
import { createUpstream } from '#lib/hub/index.ts';
import { type Prefetched, prefetch, readImageName, writeGeneration } from '#lib/kit/index.ts';
import { upstreamOf } from '#lib/runtime/index.ts';
import { claimDataFolder, SetupError } from '#lib/setup/index.ts';
import { stopSignal } from '../stop-signal.ts';
import { byteProgress } from './byte-progress.ts';
import { openKit } from './open-kit.ts';

const said: Readonly<Record<Prefetched['is'], string>> = {
  fetched: 'fetched',
  unknown: 'has no such tag',
  denied: 'is not there, or only for those who sign in (SLIPWAY_HUB_USER, SLIPWAY_HUB_PASSWORD)',
  limited: 'refused for now: too many pulls from this address; an account may pull more (SLIPWAY_HUB_USER)',
  offline: 'the registry does not answer',
  broken: 'did not arrive whole; what was there before stays. Run this again: it goes on where it broke',
};

/** `kit prefetch [IMAGE…]`: real images in place of stand-ins. Resolves with 1 when one could not be had. */
export async function prefetchImages(config: Config, images: readonly string[], json: boolean): Promise<number> {
  const address = upstreamOf(config);
  if (address === null) {
    throw new SetupError('CONFIG_INVALID', 'No registry to fetch from is set.', 'set SLIPWAY_HUB to one.');
  }
  const { store, needs, places } = await openKit(config);
  const wanted = (images.length > 0 ? images : [...needs.keys()]).map((image) => readImageName(image).text);
  claimDataFolder(config.dataFolder);
  await using upstream = createUpstream(address, store, { clock: systemClock, logger: silentLogger });
  using report = byteProgress(process.stderr, () => performance.now());
  const context = { store, upstream, clock: systemClock };
  const results = await prefetch([...new Set(wanted)], context, report, stopSignal());
  report[Symbol.dispose]();
  const fetched = results.filter(({ is }) => is === 'fetched').length;
  if (fetched > 0) await writeGeneration(places.hubFolder, store);
  if (json) console.log(JSON.stringify({ from: address.origin, images: results }));
  else {
    for (const { image, is } of results) console.log(`${is === 'fetched' ? '✔' : '✘'} ${image}: ${said[is]}`);
    if (fetched > 0) console.log('The next npm start shares their layers among sandboxes.');
  }
  return fetched === results.length ? 0 : 1;
}
