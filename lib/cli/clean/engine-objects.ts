import { z } from 'zod';
import { callEngine, type EngineAddress, installationLabel, instanceLabel } from '#lib/setup/index.ts';

/** Kinds of Docker objects, in the order they can be removed: nothing goes while something else uses it. */
const kinds = ['container', 'network', 'volume', 'image'] as const;
type Kind = (typeof kinds)[number];

/** A Docker object of ours. */
export interface EngineObject {
  kind: Kind;
  id: string;
  name: string;
}

// What is read of Docker's lists.
const Containers = z.array(z.object({ Id: z.string(), Names: z.array(z.string()).nullish() }));
const Networks = z.array(z.object({ Id: z.string(), Name: z.string() }));
const Volumes = z.object({ Volumes: z.array(z.object({ Name: z.string() })).nullish() });
const Images = z.array(z.object({ Id: z.string(), RepoTags: z.array(z.string()).nullish() }));

/**
 * Everything on the engine that carries the installation's label, in the order it can be removed. With `instance`, only what
 * belongs to that site: its sandboxes, not what they boot from.
 */
export async function listObjects(
  address: EngineAddress,
  installation: string,
  instance?: string,
): Promise<EngineObject[]> {
  const label = [`${installationLabel}=${installation}`, ...(instance ? [`${instanceLabel}=${instance}`] : [])];
  const filters = encodeURIComponent(JSON.stringify({ label }));
  const get = async (path: string): Promise<unknown> => {
    const { status, body } = await callEngine(address, 'GET', path, 30_000);
    if (status !== 200) throw new Error(`The Docker engine answered ${status} to ${path}: ${body.slice(0, 300)}`);
    return JSON.parse(body);
  };
  const containers = Containers.parse(await get(`/containers/json?all=1&filters=${filters}`));
  const networks = Networks.parse(await get(`/networks?filters=${filters}`));
  const volumes = Volumes.parse(await get(`/volumes?filters=${filters}`));
  const images = Images.parse(await get(`/images/json?all=0&filters=${filters}`));
  return [
    ...containers.map(({ Id, Names }) => object('container', Id, Names?.[0]?.replace(/^\//, ''))),
    ...networks.map(({ Id, Name }) => object('network', Id, Name)),
    ...(volumes.Volumes ?? []).map(({ Name }) => object('volume', Name, Name)),
    ...images.map(({ Id, RepoTags }) => object('image', Id, RepoTags?.[0])),
  ];
}

function object(kind: Kind, id: string, name = id.slice(0, 19)): EngineObject {
  return { kind, id, name };
}

/** Removes one object; one that is already gone counts as removed. Throws an Error with the engine's own words otherwise. */
export async function removeObject(address: EngineAddress, { kind, id, name }: EngineObject): Promise<void> {
  const path = {
    container: `/containers/${id}?force=1&v=1`,
    network: `/networks/${id}`,
    volume: `/volumes/${id}?force=1`,
    image: `/images/${id}?force=1`,
  }[kind];
  const { status, body } = await callEngine(address, 'DELETE', path, 60_000);
  if (status >= 300 && status !== 404) throw new Error(`The ${kind} ${name} could not be removed: ${body.trim()}`);
}
