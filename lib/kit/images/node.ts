import type { ImageDefinition } from '../definition.ts';
import { debian } from './debian.ts';
import { install } from './install.ts';
import { npmrc } from './mirror-files.ts';

// As in the official image: what is no program is a script or an option for node.
const entrypoint = `#!/bin/sh
set -e
if [ "\${1#-}" != "\${1}" ] || [ -z "$(command -v "\${1}")" ] || { [ -f "\${1}" ] && [ ! -x "\${1}" ]; }; then
  set -- node "$@"
fi
exec "$@"
`;

export const node: ImageDefinition = {
  name: 'node',
  tags: ['latest', 'slim', '20', '20-slim', 'lts', 'lts-slim'],
  description: "Node.js 20 from Debian, with npm (Slipway's stand-in)",
  really: "Debian 13's nodejs, and npm",
  base: debian,
  layers: [
    install('ca-certificates nodejs', 'useradd --create-home --shell /bin/bash node'),
    {
      // Debian's own npm would bring three hundred packages, webpack and eslint among them.
      createdBy: 'RUN /bin/sh -c npm install --global npm@10.8.2 # buildkit',
      recipe: {
        kind: 'npm-package',
        name: 'npm',
        version: '10.8.2',
        commands: { npm: 'bin/npm-cli.js', npx: 'bin/npx-cli.js' },
      },
    },
    {
      createdBy: 'COPY docker-entrypoint.sh npmrc / # buildkit',
      recipe: {
        kind: 'files',
        files: [{ path: 'usr/local/bin/docker-entrypoint.sh', content: entrypoint, mode: 0o755 }, npmrc],
      },
    },
  ],
  config: { Cmd: ['node'], Entrypoint: ['docker-entrypoint.sh'] },
};
