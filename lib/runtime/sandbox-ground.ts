import {
  createDockerDriver,
  createFakeDriver,
  findSandboxAt,
  openSandboxNetwork,
  type SandboxDriver,
} from '#sandbox/index.ts';
import { type Clock, codeOf, type Logger } from '../base/index.ts';
import type { Config } from '../config/index.ts';
import { installationOf } from '../setup/index.ts';
import { openHub, type RunningHub } from './open-hub.ts';
import { packageUpstreamOf } from './package-upstream.ts';
import { placesOf } from './places.ts';
import { sweepPushedImages, tenantOf } from './pushed-images.ts';
import { sharedStore } from './sandbox-setup.ts';
import { upstreamOf } from './upstream.ts';

/** The driver of this configuration and the hub its sandboxes pull from. */
export interface SandboxGround extends AsyncDisposable {
  driver: SandboxDriver;
  /** Null with the fake driver, and while no engine answers. */
  hub: RunningHub | null;
}

/** The configured driver alone, for commands that only look. Touches nothing before it is asked something. */
export async function openDriver(
  config: Config,
  hub: RunningHub | null,
  clock: Clock,
  logger: Logger,
): Promise<SandboxDriver> {
  if (config.driver === 'fake') return createFakeDriver({ clock });
  return createDockerDriver({
    installation: installationOf(config.dataFolder),
    instance: config.instance,
    dataFolder: config.dataFolder,
    store: await sharedStore(placesOf(config).hubFolder),
    hub,
    egress: { policy: config.egress },
    clock,
    logger,
  });
}

/** Builds the driver; where no engine can be had it is built all the same, and says so in its health. */
export async function openSandboxGround(config: Config, clock: Clock, logger: Logger): Promise<SandboxGround> {
  if (config.driver === 'fake') {
    const driver = await openDriver(config, null, clock, logger);
    return { driver, hub: null, [Symbol.asyncDispose]: () => driver[Symbol.asyncDispose]() };
  }
  const installation = installationOf(config.dataFolder);
  const { hubFolder, packagesFolder, hubPorts } = placesOf(config);
  const { instance } = config;
  const tenants = async (address: string) => {
    const sandbox = await findSandboxAt(installation, instance, address);
    return sandbox === null ? null : tenantOf(instance, sandbox);
  };
  let hub: RunningHub | null = null;
  try {
    const { gateway } = await openSandboxNetwork(installation);
    const folders = { folder: hubFolder, packages: packagesFolder };
    hub = await openHub({
      ...folders,
      host: gateway,
      portsFile: hubPorts,
      tenants,
      upstream: upstreamOf(config),
      packageUpstream: await packageUpstreamOf(config, clock, logger),
      clock,
      logger,
    });
  } catch (error) {
    logger.warn({ code: codeOf(error), err: error }, 'Sandboxes are not available');
  }
  const driver = await openDriver(config, hub, clock, logger);
  const sweeper = sweepPushedImages(hubFolder, instance, driver, clock, logger);
  return {
    driver,
    hub,
    async [Symbol.asyncDispose]() {
      sweeper[Symbol.dispose]();
      await driver[Symbol.asyncDispose]();
      await hub?.[Symbol.asyncDispose]();
    },
  };
}
