import { join } from 'node:path';
import type { Config } from '../config/index.ts';

/** Where things are in the data folder. Images, packages and the hub's content are shared by all instances; the rest is one instance's. */
export interface Places {
  hubFolder: string;
  packagesFolder: string;
  fetchedPackages: string;
  lessonCache: string;
  instanceFolder: string;
  database: string;
  cookieSecret: string;
  hubPorts: string;
}

export function placesOf(config: Pick<Config, 'dataFolder' | 'instance'>): Places {
  const instanceFolder = join(config.dataFolder, 'instances', config.instance);
  return {
    hubFolder: join(config.dataFolder, 'hub'),
    packagesFolder: join(config.dataFolder, 'hub-packages'),
    fetchedPackages: join(config.dataFolder, 'cache', 'fetched-packages'),
    lessonCache: join(config.dataFolder, 'cache', 'lessons'),
    instanceFolder,
    database: join(instanceFolder, 'slipway.sqlite'),
    cookieSecret: join(instanceFolder, 'cookie-secret'),
    hubPorts: join(instanceFolder, 'hub-ports.json'),
  };
}
