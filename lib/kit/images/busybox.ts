import type { ImageDefinition } from '../definition.ts';

export const busybox: ImageDefinition = {
  name: 'busybox',
  tags: ['latest', 'stable', 'glibc'],
  description: 'The commands of a small Unix in one program (built here from Debian packages)',
  really: "Debian 13's static busybox",
  layers: [{ createdBy: 'ADD busybox / # buildkit', recipe: { kind: 'busybox' } }],
  config: { Cmd: ['sh'] },
};
