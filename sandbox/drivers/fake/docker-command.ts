import type { Clock } from '#lib/base/index.ts';
import type { FakeDaemon } from './daemon.ts';
import { type FakeContainer, FakeDaemonError, type FakeImage } from './daemon-model.ts';
import { parseRunOptions } from './docker-run-options.ts';
import { age, size, table } from './docker-table.ts';
import type { FakeCommand, FakeProcess } from './process.ts';

/** Milliseconds a scripted pull takes, so that it can be watched. */
const pullMs = 400;

/** The scripted `docker` command: the sentences of the real one for the commands of a first lesson. */
export function dockerCommand(daemon: FakeDaemon, clock: Clock): FakeCommand {
  return async (process) => {
    const [, command = '', ...rest] = normalise(process.words);
    const action = Object.hasOwn(actions, command) ? actions[command] : undefined;
    if (!action) {
      await process.stderr(
        `docker: '${command}' is not a docker command.\nThe fake sandbox knows: ${Object.keys(actions).join(', ')}\n`,
      );
      return 1;
    }
    daemon.wake();
    try {
      return await action({ daemon, clock, process, rest, now: clock.now() });
    } catch (error) {
      if (!(error instanceof FakeDaemonError)) throw error;
      await process.stderr(
        `${command === 'run' ? 'docker: ' : ''}Error response from daemon: ${error.message}${command === 'run' ? ".\nSee 'docker run --help'." : ''}\n`,
      );
      return command === 'run' ? 125 : 1;
    }
  };
}

interface Call {
  daemon: FakeDaemon;
  clock: Clock;
  process: FakeProcess;
  rest: string[];
  now: number;
}

const actions: Record<string, (call: Call) => Promise<number>> = {
  version: async ({ process }) =>
    process.stdout('Client: fake sandbox\nServer: fake sandbox\n Engine:\n  Version: fake\n').then(() => 0),
  info: async ({ process, daemon }) =>
    process
      .stdout(
        `Server:\n Containers: ${daemon.containers.size}\n Images: ${daemon.images.size}\n Server Version: fake\n`,
      )
      .then(() => 0),
  pull: async (call) => {
    await pull(call, call.rest.find((word) => !word.startsWith('-')) ?? '');
    return 0;
  },
  images: async ({ process, daemon, rest, now }) => {
    const images = [...daemon.images.values()];
    const quiet = rest.includes('-q');
    await process.stdout(quiet ? lines(images.map((image) => image.id.slice(7, 19))) : imageTable(images, now));
    return 0;
  },
  ps: async ({ process, daemon, rest, now }) => {
    const flags = rest.filter((word) => /^-[a-z]+$/.test(word)).join('');
    const all = /[al]/.test(flags) || rest.includes('--all');
    const wanted = rest.flatMap((word, at) => (/^(-f|--filter)$/.test(rest[at - 1] ?? '') ? [word] : []));
    const shown = [...daemon.containers.values()]
      .filter(({ state }) => all || state === 'running')
      .filter((container) => wanted.every((filter) => matches(container, filter)))
      .reverse()
      .slice(0, flags.includes('l') ? 1 : undefined);
    await process.stdout(
      flags.includes('q') ? lines(shown.map(({ id }) => id.slice(0, 12))) : containerTable(shown, now),
    );
    return 0;
  },
  create: async (call) => {
    const container = await create(call);
    await call.process.stdout(`${container.id}\n`);
    return 0;
  },
  run: async (call) => {
    const container = await create(call);
    try {
      call.daemon.start(container);
    } catch (error) {
      if (!(error instanceof FakeDaemonError)) throw error;
      await call.process.stderr(`docker: Error response from daemon: ${error.message}.\n`);
      return container.exitCode;
    }
    if (call.rest.includes('-d') || call.rest.includes('--detach'))
      return call.process.stdout(`${container.id}\n`).then(() => 0);
    await call.process.stdout(container.logs);
    if (container.state === 'running') {
      await new Promise<void>((resolve) =>
        call.process.signal.addEventListener('abort', () => resolve(), { once: true }),
      );
      call.daemon.stop(container, 0);
    }
    return container.exitCode;
  },
  start: (call) => eachContainer(call, (container) => call.daemon.start(container)),
  stop: (call) => eachContainer(call, (container) => call.daemon.stop(container)),
  kill: (call) => eachContainer(call, (container) => call.daemon.stop(container, 137)),
  rm: (call) =>
    eachContainer(call, (container) => call.daemon.removeContainer(container, /(^|,)-\w*f/.test(call.rest.join(',')))),
  logs: async ({ process, daemon, rest }) => process.stdout(daemon.container(rest.at(-1) ?? '').logs).then(() => 0),
  rmi: async ({ process, daemon, rest }) => {
    for (const reference of rest.filter((word) => !word.startsWith('-'))) {
      await process.stdout(lines(daemon.removeImage(reference, rest.includes('-f'))));
    }
    return 0;
  },
};

/** `ancestor=`, `name=` and `status=`, as `docker ps --filter` takes them. */
function matches({ image, name, state }: FakeContainer, filter: string): boolean {
  const [key, value = ''] = filter.split('=');
  if (key === 'ancestor') return image === value || image === `${value}:latest`;
  return key === 'status' ? state === value : key === 'name' && name.includes(value);
}

/** `docker container rm` and `docker image ls` by their short names. */
function normalise(words: readonly string[]): readonly string[] {
  const [docker = '', group = '', verb = '', ...rest] = words;
  const names: Record<string, string> =
    group === 'image' ? { ls: 'images', rm: 'rmi', pull: 'pull' } : { ls: 'ps', ps: 'ps' };
  if (group !== 'container' && group !== 'image') return words;
  return [docker, names[verb] ?? verb, ...rest];
}

async function pull({ daemon, clock, process }: Call, reference: string): Promise<FakeImage> {
  const name = reference.split(':')[0] ?? '';
  const tag = reference.split(':')[1] ?? 'latest';
  if (!reference.includes(':')) await process.stdout('Using default tag: latest\n');
  const known = daemon.findImage(reference);
  if (!known) await clock.sleep(pullMs, process.signal);
  const { image, fresh } = daemon.pull(reference);
  const layers = image.layers.map((layer) => `${layer.slice(7, 19)}: Pull complete`);
  await process.stdout(
    lines([
      `${tag}: Pulling from library/${name}`,
      ...(fresh ? layers : []),
      `Digest: ${image.digest.split('@')[1]}`,
      fresh ? `Status: Downloaded newer image for ${name}:${tag}` : `Status: Image is up to date for ${name}:${tag}`,
      `docker.io/library/${name}:${tag}`,
    ]),
  );
  return image;
}

async function create(call: Call): Promise<FakeContainer> {
  const options = parseRunOptions(call.rest);
  if (!call.daemon.findImage(options.image)) {
    const tagged = options.image.includes(':') ? options.image : `${options.image}:latest`;
    await call.process.stderr(`Unable to find image '${tagged}' locally\n`);
    await pull(call, tagged);
  }
  return call.daemon.create(options);
}

async function eachContainer(
  { daemon, process, rest }: Call,
  work: (container: FakeContainer) => void,
): Promise<number> {
  for (const reference of rest.filter((word) => !word.startsWith('-'))) {
    work(daemon.container(reference));
    await process.stdout(`${reference}\n`);
  }
  return 0;
}

function imageTable(images: FakeImage[], now: number): string {
  const rows = images.flatMap((image) =>
    image.tags.map((tag) => [
      tag.split(':')[0] ?? '',
      tag.split(':')[1] ?? '',
      image.id.slice(7, 19),
      age(image.createdAt, now),
      size(image.size),
    ]),
  );
  return table(['REPOSITORY', 'TAG', 'IMAGE ID', 'CREATED', 'SIZE'], rows);
}

function containerTable(containers: FakeContainer[], now: number): string {
  const rows = containers.map((container) => [
    container.id.slice(0, 12),
    container.image,
    JSON.stringify(container.command.join(' ')),
    age(container.createdAt, now),
    status(container, now),
    container.ports.map((port) => `0.0.0.0:${port.host}->${port.container}/tcp`).join(', '),
    container.name,
  ]);
  return table(['CONTAINER ID', 'IMAGE', 'COMMAND', 'CREATED', 'STATUS', 'PORTS', 'NAMES'], rows);
}

function status(container: FakeContainer, now: number): string {
  if (container.state === 'running') return `Up ${age(container.startedAt, now).replace(' ago', '')}`;
  return container.state === 'created' ? 'Created' : `Exited (${container.exitCode}) ${age(container.finishedAt, now)}`;
}

function lines(rows: string[]): string {
  return rows.map((row) => `${row}\n`).join('');
}
