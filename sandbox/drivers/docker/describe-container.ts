import { z } from 'zod';
import { labels } from '../../image/labels.ts';
import type { SandboxRecord } from '../../model.ts';

/** The few facts of GET /containers/ID/json a driver needs. */
export const InspectedSandbox = z.object({
  Created: z.string(),
  State: z.object({ Status: z.string(), ExitCode: z.number() }),
  Config: z.object({ Labels: z.record(z.string(), z.string()) }),
  NetworkSettings: z.object({ Networks: z.record(z.string(), z.object({ IPAddress: z.string() })) }),
});
export type InspectedSandbox = z.infer<typeof InspectedSandbox>;

/** The few facts of GET /containers/json. `Created` is in seconds. */
export const ListedSandbox = z.object({
  Id: z.string(),
  State: z.string(),
  Created: z.number(),
  Labels: z.record(z.string(), z.string()),
});

/** Docker's states in ours: what is being removed or was cut off counts as exited. */
export function stateOf(status: string): SandboxRecord['state'] {
  if (status === 'running' || status === 'paused') return 'running';
  return status === 'created' || status === 'restarting' ? 'starting' : 'exited';
}

/** Its address on the network sandboxes hang on; undefined while it has none. */
export function addressOf(sandbox: InspectedSandbox, network: string): string | undefined {
  return sandbox.NetworkSettings.Networks[network]?.IPAddress || undefined;
}

/** The record of a listed container, or null when it is not a sandbox. */
export function recordOf(listed: z.infer<typeof ListedSandbox>): SandboxRecord | null {
  const id = listed.Labels[labels.sandbox];
  return id ? { id, state: stateOf(listed.State), createdAt: listed.Created * 1000 } : null;
}
