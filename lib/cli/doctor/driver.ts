import { silentLogger, systemClock } from '#lib/base/index.ts';
import type { Config } from '#lib/config/index.ts';
import { contentVersion, defaultImages } from '#lib/kit/index.ts';
import { placesOf } from '#lib/runtime/index.ts';
import { installationOf } from '#lib/setup/index.ts';
import { createDockerDriver } from '#sandbox/index.ts';
import type { Finding } from './finding.ts';

/**
 * What the configured driver finds on this machine. The driver is built without the hub: looking must not open ports beside a
 * site that runs.
 */
export async function driverFindings(config: Config): Promise<Finding[]> {
  if (config.driver !== 'docker') return [];
  await using driver = createDockerDriver({
    installation: installationOf(config.dataFolder),
    instance: config.instance,
    dataFolder: config.dataFolder,
    store: { images: defaultImages, version: await contentVersion(placesOf(config).hubFolder) },
    hub: null,
    egress: { policy: config.egress },
    clock: systemClock,
    logger: silentLogger,
  });
  const { findings } = await driver.health();
  // What the next start makes by itself is not something this machine lacks.
  return findings.map((finding) => ({ ...finding, level: finding.remedy?.startsWith('npm start') ? 'wish' : 'need' }));
}
