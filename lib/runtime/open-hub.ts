import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Clock, Logger } from '../base/index.ts';
import { createHub, createLabCa, type Tenants, type UpstreamAddress, workshopAccounts } from '../hub/index.ts';
import { createMirror, type PackageUpstream } from '../mirror/index.ts';

/** Sources lessons clone. */
const repositoriesFolder = join(import.meta.dirname, '..', '..', 'content', 'repositories');

const Ports = z.strictObject({ httpPort: z.int().min(1).max(65535), httpsPort: z.int().min(1).max(65535) });
type Ports = z.infer<typeof Ports>;

/** The hub as sandboxes reach it. */
export interface RunningHub extends AsyncDisposable {
  host: string;
  httpPort: number;
  httpsPort: number;
  caPem: string;
}

/**
 * Opens Docker Hub's stand-in on `host`, an address only sandboxes and this machine can reach. With `portsFile` it listens where it
 * did the last time, because sandboxes that run on have those ports in their rules; when one is taken it moves to free ones.
 */
export async function openHub(options: {
  folder: string;
  /** Folder of the packages pip, npm and apt find beside the hub. */
  packages: string;
  host: string;
  portsFile: string | null;
  /** Tells sandboxes apart by their address. */
  tenants: Tenants;
  /** Where packages the kit lacks are fetched from; null: nowhere. */
  packageUpstream: PackageUpstream | null;
  /** Registry that what the kit lacks is fetched from; null: nowhere. */
  upstream: UpstreamAddress | null;
  clock: Clock;
  logger: Logger;
}): Promise<RunningHub> {
  const { folder, host, portsFile, tenants, upstream, packageUpstream, clock, logger } = options;
  const mirror = await createMirror({
    folder: options.packages,
    repositories: repositoriesFolder,
    upstream: packageUpstream,
  });
  const ca = await createLabCa(folder, clock);
  const listen = async (ports: Ports) => {
    const hub = createHub({
      ...{ folder, accounts: workshopAccounts, tenants, beside: mirror.answer, clock, logger },
      ...(upstream && { upstream }),
    });
    try {
      return { hub, ports: await hub.listen({ host, ...ports, key: ca.key, cert: ca.cert }) };
    } catch (error) {
      await hub.close();
      throw error;
    }
  };
  const free = { httpPort: 0, httpsPort: 0 };
  const kept = portsFile ? readPorts(portsFile) : null;
  const { hub, ports } = kept ? await listen(kept).catch(() => listen(free)) : await listen(free);
  if (portsFile) {
    mkdirSync(dirname(portsFile), { recursive: true, mode: 0o700 });
    writeFileSync(portsFile, JSON.stringify(ports));
  }
  return { host, ...ports, caPem: ca.caPem, [Symbol.asyncDispose]: () => hub.close() };
}

function readPorts(file: string): Ports | null {
  try {
    return Ports.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // First start, or a file somebody edited: free ports are as good.
    return null;
  }
}
