import { z } from 'zod';
import type { Channel } from '../model.ts';
import { DaemonClient } from './daemon-client.ts';

/** A path in a container's own layer, and what happened to it there. */
export interface ContainerChange {
  path: string;
  kind: 'changed' | 'added' | 'deleted';
}

const Changes = z.array(z.looseObject({ Path: z.string(), Kind: z.int().min(0).max(2) })).nullable();
const kinds = ['changed', 'added', 'deleted'] as const;

/** What a container changed on top of its image, as `docker diff` says it; null when there is no such container. Wakes a lazy daemon. */
export async function containerChanges(
  channel: Channel,
  container: string,
  signal: AbortSignal,
): Promise<ContainerChange[] | null> {
  using client = new DaemonClient(channel);
  const path = `/containers/${encodeURIComponent(container)}`;
  // A container without changes answers null, one that is gone 404, which a client reads as null too: so it is asked for itself.
  if (!(await client.get(`${path}/json`, z.looseObject({}), signal))) return null;
  const changes = (await client.get(`${path}/changes`, Changes, signal)) ?? [];
  return changes.map(({ Path, Kind }) => ({ path: Path, kind: kinds[Kind] ?? 'changed' }));
}
