import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '#lib/config/index.ts';
import type { DockerGround } from './docker-ground.ts';

/** Where a sandbox of the docker driver listens and what opens it, found out without the driver, to put something in between. */
export async function sandboxAddress(
  { docker, instance }: DockerGround,
  id: string,
): Promise<{ host: string; port: number; clientKey: string; hostKey: string }> {
  const label = [`dev.slipway.instance=${instance}`, `dev.slipway.sandbox=${id}`];
  const [container] = await docker.listContainers({ filters: { label } });
  const host = Object.values(container?.NetworkSettings.Networks ?? {})[0]?.IPAddress;
  const hostKey = container?.Labels['dev.slipway.host-key'];
  if (!host || !hostKey) throw new Error(`There is no sandbox ${id}.`);
  const folder = join(loadConfig({ ...process.env }, {}).dataFolder, 'keys');
  const file = (await readdir(folder)).find((name) => !name.endsWith('.pub') && name.includes('client')) ?? '';
  return { host, port: 2222, clientKey: await readFile(join(folder, file), 'utf8'), hostKey };
}
