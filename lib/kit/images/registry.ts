import type { ImageDefinition } from '../definition.ts';
import { debian } from './debian.ts';
import { install } from './install.ts';

const config = `version: 0.1
log:
  fields:
    service: registry
storage:
  filesystem:
    rootdirectory: /var/lib/registry
  delete:
    enabled: true
http:
  addr: :5000
  headers:
    X-Content-Type-Options: [nosniff]
`;

export const registry: ImageDefinition = {
  name: 'registry',
  tags: ['latest', '2', '2.8'],
  description: "Your own image registry, Debian's docker-registry (Slipway's stand-in)",
  really: "Debian 13's docker-registry",
  base: debian,
  layers: [
    install(
      'ca-certificates docker-registry',
      'ln -s /usr/bin/docker-registry /usr/bin/registry && mkdir -p /var/lib/registry',
    ),
    {
      createdBy: 'COPY config.yml /etc/docker/registry/config.yml # buildkit',
      recipe: { kind: 'files', files: [{ path: 'etc/docker/registry/config.yml', content: config }] },
    },
  ],
  config: {
    Cmd: ['serve', '/etc/docker/registry/config.yml'],
    Entrypoint: ['registry'],
    ExposedPorts: { '5000/tcp': {} },
    Volumes: { '/var/lib/registry': {} },
  },
};
