import type { ObservedContainer } from '#lib/check/model.ts';
import type { ContainerDetails } from './answers.ts';

const healthWords = ['starting', 'healthy', 'unhealthy'] as const;

/**
 * A container as checks see it. `image` is the list's word for it: as it was asked for, or an id once the tag has moved away.
 * `command` is everything that runs, entrypoint included. Ports of a container that does not run are those it will publish.
 */
export function observedContainer(details: ContainerDetails, image: string): ObservedContainer {
  const { State, Config, HostConfig, NetworkSettings } = details;
  const published = Object.keys(NetworkSettings.Ports).length > 0 ? NetworkSettings.Ports : HostConfig.PortBindings;
  return {
    id: details.Id,
    name: details.Name.replace(/^\//, ''),
    image,
    imageId: details.Image,
    state: State.Status,
    exitCode: State.ExitCode,
    createdAt: details.Created,
    startedAt: State.StartedAt,
    finishedAt: State.FinishedAt,
    command: [details.Path, ...details.Args],
    env: Config.Env,
    labels: Config.Labels,
    ports: publishedPorts(published),
    mounts: details.Mounts.map((mount) => ({
      type: mount.Type,
      source: mount.Source,
      target: mount.Destination,
      name: mount.Name,
      readOnly: !mount.RW,
    })),
    networks: Object.keys(NetworkSettings.Networks),
    addresses: Object.values(NetworkSettings.Networks)
      .map((network) => network?.IPAddress ?? '')
      .filter(Boolean),
    health: healthWords.find((word) => word === State.Health?.Status) ?? 'none',
    restartPolicy: HostConfig.RestartPolicy?.Name || 'no',
    autoRemove: HostConfig.AutoRemove,
    tty: Config.Tty,
  };
}

/** "80/tcp": [{ HostIp: "0.0.0.0", … }, { HostIp: "::", … }] is one port on all addresses, said once, with an empty address. */
function publishedPorts(bindings: ContainerDetails['NetworkSettings']['Ports']): ObservedContainer['ports'] {
  const ports = new Map<string, ObservedContainer['ports'][number]>();
  for (const [port, hosts] of Object.entries(bindings)) {
    const [container = '', protocol = 'tcp'] = port.split('/');
    for (const { HostIp, HostPort } of hosts ?? []) {
      const hostIp = HostIp === '0.0.0.0' || HostIp === '::' ? '' : HostIp;
      ports.set(`${port} ${hostIp} ${HostPort}`, {
        container: Number(container),
        host: Number(HostPort),
        protocol,
        hostIp,
      });
    }
  }
  return [...ports.values()];
}
