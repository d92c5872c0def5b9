import { createHash } from 'node:crypto';
import type { FakeImage } from './daemon-model.ts';

const greeting = `
Hello from Docker!
This is the fake sandbox speaking: the greeting is scripted and no container ran.

What a real engine does for this command:
 1. The Docker client asks the Docker daemon to run the image.
 2. The daemon pulls "hello-world" from a registry when it is not here yet.
 3. The daemon makes a container from the image and starts the program in it.
 4. The daemon hands the program's output to the client, which prints it here.
`;

/** Images the fake registry knows: what their default command prints (null: it keeps running) and roughly how large they are. */
const known: Record<string, { output: string | null; size: number; command: string[] }> = {
  'hello-world': { output: greeting, size: 13_256, command: ['/hello'] },
  ubuntu: { output: '', size: 78_100_000, command: ['/bin/bash'] },
  debian: { output: '', size: 117_000_000, command: ['bash'] },
  busybox: { output: '', size: 4_260_000, command: ['sh'] },
  alpine: { output: '', size: 7_800_000, command: ['/bin/sh'] },
  nginx: { output: null, size: 188_000_000, command: ['nginx', '-g', 'daemon off;'] },
  redis: { output: null, size: 117_000_000, command: ['redis-server'] },
};

/** The image behind a reference such as "nginx" or "nginx:1.27"; null when the fake registry has none. */
export function catalogueImage(reference: string, now: number): FakeImage | null {
  const [, name = '', tag = 'latest'] = /^(?:docker\.io\/)?(?:library\/)?([^:]+)(?::(.+))?$/.exec(reference) ?? [];
  const entry = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!entry) return null;
  const hash = (part: string) => `sha256:${createHash('sha256').update(`${name}/${part}`).digest('hex')}`;
  return {
    id: hash('image'),
    tags: [`${name}:${tag}`],
    digest: `${name}@${hash('manifest')}`,
    createdAt: now - 30 * 24 * 3_600_000,
    size: entry.size,
    layers: [hash('layer')],
    command: entry.command,
    output: entry.output,
    hasShell: name !== 'hello-world',
  };
}
