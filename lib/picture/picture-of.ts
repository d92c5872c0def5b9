import type { Observation, ObservedContainer, ObservedImage } from '../check/model.ts';
import type { PictureChange, PictureContainer, PictureImage, PictureView } from './model.ts';

/** Networks every daemon has; they are shown once something is on them. */
const givenNetworks = new Set(['bridge', 'host', 'none']);
/** Paths named of one container; the count says how many there are. */
const namedPaths = 30;
const longestText = 200;

/** The picture of what an observation holds, with what is known of containers' changes by id. */
export function pictureOf(
  observation: Observation,
  changes: ReadonlyMap<string, readonly PictureChange[]>,
): PictureView {
  const { daemon, images, containers, networks, volumes } = observation;
  const byAge = <T extends { createdAt: number; id: string }>(a: T, b: T) =>
    a.createdAt - b.createdAt || a.id.localeCompare(b.id);
  return {
    daemon,
    images: [...images].sort(byAge).map(image),
    containers: [...containers].sort(byAge).map((each) => container(each, changes.get(each.id))),
    networks: networks
      .filter((network) => !givenNetworks.has(network.name) || network.containers.length > 0)
      .map(({ name, driver, containers: on }) => ({ name, driver, containers: on })),
    volumes: volumes.map(({ name, driver }) => ({ name, driver })),
  };
}

function image({ id, tags, size, layers, config }: ObservedImage): PictureImage {
  return { id, tags, size, layers, command: [...config.entrypoint, ...config.cmd].join(' ').slice(0, longestText) };
}

function container(seen: ObservedContainer, changes: readonly PictureChange[] | undefined): PictureContainer {
  const { id, name, image: asked, imageId, state, exitCode, networks, health, autoRemove } = seen;
  const up = state === 'running' || state === 'paused' || state === 'restarting';
  return {
    id,
    name,
    image: asked,
    imageId,
    state,
    exitCode,
    command: seen.command.join(' ').slice(0, longestText),
    ports: seen.ports.map(({ container: inside, host, protocol, hostIp }) => ({
      container: inside,
      host,
      protocol,
      local: hostIp.startsWith('127.') || hostIp === '::1',
    })),
    networks: up ? networks : [],
    mounts: seen.mounts.filter(({ type }) => type === 'volume' || type === 'bind').map(mount),
    health,
    autoRemove,
    changes: changes ? { count: changes.length, paths: changes.slice(0, namedPaths) } : null,
  };
}

function mount({ type, name, source, target, readOnly }: ObservedContainer['mounts'][number]) {
  const volume = type === 'volume';
  return { kind: volume ? ('volume' as const) : ('folder' as const), name: volume ? name : source, target, readOnly };
}
