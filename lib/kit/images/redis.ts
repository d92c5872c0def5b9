import type { ImageDefinition } from '../definition.ts';
import { debian } from './debian.ts';
import { install } from './install.ts';

// As in the official image: the server runs as its own user, and other containers may reach it (protected mode would refuse them).
const entrypoint = `#!/bin/sh
set -e
case "\${1:-}" in
  -*|*.conf) set -- redis-server "$@" ;;
esac
if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
  chown -R redis:redis .
  shift
  exec setpriv --reuid=redis --regid=redis --clear-groups redis-server "$@" --protected-mode no
fi
exec "$@"
`;

export const redis: ImageDefinition = {
  name: 'redis',
  tags: ['latest', '8', '8.0'],
  description: "Key-value store, Debian's redis-server (Slipway's stand-in)",
  really: "Debian 13's redis-server",
  base: debian,
  layers: [
    install('redis-server', 'mkdir -p /data && chown redis:redis /data'),
    {
      createdBy: 'COPY docker-entrypoint.sh /usr/local/bin/ # buildkit',
      recipe: {
        kind: 'files',
        files: [{ path: 'usr/local/bin/docker-entrypoint.sh', content: entrypoint, mode: 0o755 }],
      },
    },
  ],
  config: {
    Cmd: ['redis-server'],
    Entrypoint: ['docker-entrypoint.sh'],
    ExposedPorts: { '6379/tcp': {} },
    Volumes: { '/data': {} },
    WorkingDir: '/data',
  },
};
