import type { ImageDefinition } from '../definition.ts';

export const debian: ImageDefinition = {
  name: 'debian',
  tags: ['latest', '13', '13-slim', 'stable', 'stable-slim', 'trixie', 'trixie-slim'],
  description: 'Debian GNU/Linux 13, small (built here from Debian packages)',
  really: 'Debian 13 (trixie), bootstrapped on this host',
  layers: [{ createdBy: '# Debian 13 (trixie), small: apt, bash and what they need', recipe: { kind: 'debian' } }],
  config: { Cmd: ['bash'] },
};
