import type { ObservedCommand, ObservedContainer, ObservedEvent, ObservedImage } from './model.ts';

/** The moment examples take place; activation is at {@link sampleTime} too, so `sampleTime + 1` is after it. */
export const sampleTime = 1_760_000_000_000;

const helloId = `sha256:${'a1b2c3d4e5f6'.repeat(5)}a1b2`;

/** An image for examples and tests: hello-world:latest unless told otherwise. */
export function sampleImage(changes: Partial<ObservedImage> = {}): ObservedImage {
  return {
    id: helloId,
    tags: ['hello-world:latest'],
    digests: [],
    createdAt: sampleTime - 1000,
    size: 13_256,
    author: '',
    comment: '',
    layers: [],
    history: [],
    config: { cmd: ['/hello'], entrypoint: [], env: [], exposed: [], labels: {}, workdir: '', volumes: [] },
    ...changes,
  };
}

/** A container for examples and tests: hello-world, exited with 0, unless told otherwise. */
export function sampleContainer(changes: Partial<ObservedContainer> = {}): ObservedContainer {
  return {
    id: '9f8e7d6c5b4a'.repeat(5).padEnd(64, '0'),
    name: 'quirky_hopper',
    image: 'hello-world',
    imageId: helloId,
    state: 'exited',
    exitCode: 0,
    createdAt: sampleTime + 1000,
    startedAt: sampleTime + 1100,
    finishedAt: sampleTime + 1200,
    command: ['/hello'],
    env: [],
    labels: {},
    ports: [],
    mounts: [],
    networks: ['bridge'],
    addresses: [],
    health: 'none',
    restartPolicy: 'no',
    autoRemove: false,
    tty: false,
    ...changes,
  };
}

/** An event of the container {@link sampleContainer}, 2 s after activation. */
export function sampleEvent(action: string, changes: Partial<ObservedEvent> = {}): ObservedEvent {
  return {
    at: sampleTime + 2000,
    type: 'container',
    action,
    id: '9f8e7d6c5b4a'.repeat(5).padEnd(64, '0'),
    name: 'quirky_hopper',
    attributes: { image: 'hello-world', name: 'quirky_hopper', ...(action === 'die' ? { exitCode: '0' } : {}) },
    ...changes,
  };
}

/** A command line run 2 s after activation. */
export function sampleCommand(line: string, exitCode = 0): ObservedCommand {
  return { at: sampleTime + 2000, line, exitCode };
}
