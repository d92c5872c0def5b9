import type { FakeDaemon } from './daemon.ts';
import type { FakeContainer, FakeImage } from './daemon-model.ts';

const never = '0001-01-01T00:00:00Z';

/** What the Docker Engine API (1.45) says of a fake daemon's objects; only the fields somebody here reads. */
export function imageSummary(image: FakeImage): object {
  const { id, tags, digest, createdAt, size } = image;
  return {
    Id: id,
    RepoTags: tags,
    RepoDigests: [digest],
    Created: Math.floor(createdAt / 1000),
    Size: size,
    Labels: {},
  };
}

export function imageDetails(image: FakeImage): object {
  return {
    ...imageSummary(image),
    Created: date(image.createdAt),
    Author: '',
    Comment: '',
    Config: {
      Cmd: image.command,
      Entrypoint: null,
      Env: [],
      ExposedPorts: {},
      Labels: {},
      WorkingDir: '/',
      Volumes: null,
    },
    RootFS: { Type: 'layers', Layers: image.layers },
  };
}

export function imageHistory(image: FakeImage): object[] {
  return image.layers.map((_, index) => ({
    Id: index === 0 ? image.id : '<missing>',
    Created: Math.floor(image.createdAt / 1000),
    CreatedBy: index === 0 ? `CMD ${JSON.stringify(image.command)}` : 'COPY / /',
    Size: index === image.layers.length - 1 ? image.size : 0,
    Tags: index === 0 ? image.tags : null,
    Comment: '',
  }));
}

export function containerSummary(container: FakeContainer): object {
  return {
    Id: container.id,
    Names: [`/${container.name}`],
    Image: container.image,
    ImageID: container.imageId,
    Command: container.command.join(' '),
    Created: Math.floor(container.createdAt / 1000),
    State: container.state,
    Labels: {},
  };
}

export function containerDetails(container: FakeContainer): object {
  const bindings = Object.fromEntries(
    container.ports.map((port) => [`${port.container}/tcp`, [{ HostIp: '0.0.0.0', HostPort: String(port.host) }]]),
  );
  return {
    Id: container.id,
    Name: `/${container.name}`,
    Image: container.imageId,
    Created: date(container.createdAt),
    Path: container.command[0] ?? '',
    Args: container.command.slice(1),
    State: {
      Status: container.state,
      ExitCode: container.exitCode,
      StartedAt: date(container.startedAt),
      FinishedAt: date(container.finishedAt),
    },
    Config: { Image: container.image, Cmd: container.command, Env: container.env, Labels: {}, Tty: container.tty },
    HostConfig: { AutoRemove: container.autoRemove, RestartPolicy: { Name: 'no' }, PortBindings: bindings },
    NetworkSettings: { Ports: container.state === 'running' ? bindings : {}, Networks: { bridge: {} } },
    Mounts: [],
  };
}

export function networkList(daemon: FakeDaemon): object[] {
  return daemon.networks.map(({ id, name }) => ({
    Id: id,
    Name: name,
    Driver: name === 'none' ? 'null' : name,
    Scope: 'local',
  }));
}

export function volumeList(daemon: FakeDaemon): object {
  const volumes = [...daemon.volumes.values()];
  return {
    Volumes: volumes.map(({ name, createdAt }) => ({ Name: name, Driver: 'local', CreatedAt: date(createdAt) })),
    Warnings: null,
  };
}

function date(at: number): string {
  return at === 0 ? never : new Date(at).toISOString();
}
