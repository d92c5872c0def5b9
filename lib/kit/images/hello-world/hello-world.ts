import type { ImageDefinition } from '../../definition.ts';

/** Without a C library there is nothing to link but the one function; the rest keeps the linker from padding the file. */
const flags = [
  ...['-Os', '-static', '-nostdlib', '-ffreestanding', '-fno-pie', '-no-pie', '-fno-stack-protector'],
  ...['-fno-asynchronous-unwind-tables', '-Wl,--build-id=none,-z,noseparate-code,-z,norelro,-n', '-s'],
];

export const helloWorld: ImageDefinition = {
  name: 'hello-world',
  tags: ['latest', 'linux'],
  description: "Says hello and how it got to your screen (Slipway's stand-in)",
  really: 'a greeting written for Slipway',
  layers: [
    {
      createdBy: 'COPY hello / # buildkit',
      recipe: { kind: 'program', source: 'hello-world/hello.c', flags, path: 'hello' },
    },
  ],
  config: { Cmd: ['/hello'] },
};
