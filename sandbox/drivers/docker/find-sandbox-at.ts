import { z } from 'zod';
import { type EngineAddress, openEngine } from '../../image/engine.ts';
import { labels } from '../../image/labels.ts';

const Listed = z.array(
  z.object({
    Labels: z.record(z.string(), z.string()),
    NetworkSettings: z.object({ Networks: z.record(z.string(), z.object({ IPAddress: z.string() })) }),
  }),
);

/**
 * Id of the running sandbox that has this address on the sandboxes' network, or null. The engine is asked every time:
 * an address is given to the next sandbox as soon as one ends.
 */
export async function findSandboxAt(
  installation: string,
  instance: string,
  address: string,
  engine?: EngineAddress,
): Promise<string | null> {
  const label = [`${labels.installation}=${installation}`, `${labels.instance}=${instance}`, labels.sandbox];
  const running = Listed.parse(await openEngine(engine).listContainers({ filters: { label } }));
  const wanted = address.replace(/^::ffff:/, '');
  const found = running.find(({ NetworkSettings }) =>
    Object.values(NetworkSettings.Networks).some((network) => network.IPAddress === wanted),
  );
  return found?.Labels[labels.sandbox] ?? null;
}
