import type Docker from 'dockerode';
import { z } from 'zod';
import { AppError } from '#lib/base/index.ts';
import { type EngineAddress, isMissing, openEngine } from './engine.ts';
import { labels } from './labels.ts';

/** The network every sandbox of an installation hangs on. `gateway` is the host's own address there: the server dials from it. */
export interface SandboxNetwork {
  name: string;
  gateway: string;
}

const Inspected = z.object({
  IPAM: z.object({ Config: z.array(z.object({ Gateway: z.string().optional() })) }),
});

/** Finds or makes the installation's network. Sandboxes on it cannot talk to each other. */
export async function ensureNetwork(docker: Docker, installation: string): Promise<SandboxNetwork> {
  const name = `slipway-${installation}`;
  const network = docker.getNetwork(name);
  const found = await network.inspect().catch(async (error: unknown) => {
    if (!isMissing(error)) throw error;
    await docker.createNetwork({
      Name: name,
      Driver: 'bridge',
      CheckDuplicate: true,
      Options: { 'com.docker.network.bridge.enable_icc': 'false' },
      Labels: { [labels.installation]: installation, [labels.role]: 'network' },
    });
    return network.inspect();
  });
  const gateway = Inspected.parse(found)
    .IPAM.Config.map((config) => config.Gateway)
    .find((address) => address?.includes('.'));
  if (!gateway) throw new AppError('SANDBOX_UNAVAILABLE', `network ${name} has no IPv4 gateway`);
  // Engine 20.10 reports the address with its prefix length when it chose it itself.
  return { name, gateway: gateway.replace(/\/.*/, '') };
}

/** {@link ensureNetwork} for callers without a client of the engine: the server, which must know where to open the hub. */
export function openSandboxNetwork(installation: string, engine?: EngineAddress): Promise<SandboxNetwork> {
  return ensureNetwork(openEngine(engine), installation);
}
