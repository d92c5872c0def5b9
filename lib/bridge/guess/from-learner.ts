import { flagsOf, type Guess, guess } from './guess.ts';
import type { Pipeline } from './shell-lines.ts';

/** Flags of `docker run` and its like that take the next word. */
const runValued = new Set([
  ...[
    '-e',
    '--env',
    '--env-file',
    '-h',
    '--hostname',
    '-l',
    '--label',
    '-m',
    '--memory',
    '--cpus',
    '--name',
    '--network',
  ],
  ...[
    '--net',
    '--network-alias',
    '-p',
    '--publish',
    '--restart',
    '-u',
    '--user',
    '-v',
    '--volume',
    '--mount',
    '-w',
    '--workdir',
  ],
  ...['--entrypoint', '--ip', '--dns', '--add-host', '--cap-add', '--cap-drop', '--pids-limit', '--platform', '--pull'],
  ...[
    '--health-cmd',
    '--health-interval',
    '--log-driver',
    '--stop-signal',
    '--tmpfs',
    '--ulimit',
    '--volumes-from',
    '--link',
  ],
]);
const buildValued = new Set(['-t', '--tag', '-f', '--file', '--build-arg', '--target', '--platform', '--progress']);
const none: ReadonlySet<string> = new Set();
const createValued = new Set([
  '-d',
  '--driver',
  '--subnet',
  '--gateway',
  '-o',
  '--opt',
  '--label',
  '--name',
  '--replicas',
]);

/** What is true when a docker command of the lesson's text has done its work: the checks its step probably needs. */
export function guessFromLearner({ commands }: Pipeline): Guess[] {
  const [program, ...given] = commands[0] ?? [];
  if (program !== 'docker') return [];
  const words = given[0] === 'container' || given[0] === 'image' ? given.slice(1) : given;
  const [verb = '', second = ''] = words;
  const one = (found: Guess | null): Guess[] => (found ? [found] : []);
  const plain = flagsOf(words.slice(1), none).rest;
  switch (verb) {
    case 'run':
      return run(words.slice(1));
    case 'pull':
      return one(guess('image-exists', { image: plain[0] }));
    case 'build':
      return (flagsOf(words.slice(1), buildValued).flags.get('-t') ?? []).flatMap((image) =>
        one(guess('image-exists', { image })),
      );
    case 'tag':
      return one(guess('image-tagged', { image: plain[0], as: plain[1] }));
    case 'stop':
    case 'kill':
      return plain.flatMap((name) => one(guess('container-stopped', { name })));
    case 'start':
    case 'restart':
      return plain.flatMap((name) => one(guess('container-running', { name })));
    case 'pause':
      return one(guess('container-paused', { name: plain[0] }));
    case 'rm':
      if (given[0] === 'image') return plain.flatMap((image) => one(guess('image-absent', { image })));
      return plain.flatMap((name) => one(guess('container-absent', { name })));
    case 'rmi':
      return plain.flatMap((image) => one(guess('image-absent', { image })));
    case 'network':
      if (second === 'connect') return one(guess('network-connected', { network: plain[1], name: plain[2] }));
      return second === 'create'
        ? one(guess('network-exists', { network: flagsOf(words.slice(2), createValued).rest[0] }))
        : [];
    case 'volume':
      return second === 'create'
        ? one(guess('volume-exists', { volume: flagsOf(words.slice(2), createValued).rest[0] }))
        : [];
    case 'swarm':
      return second === 'init' ? one(guess('swarm-active', {})) : [];
    case 'service':
      return second === 'create'
        ? one(guess('service-running', { service: flagsOf(words.slice(2), createValued).flags.get('--name')?.[0] }))
        : [];
    default:
      return [];
  }
}

function run(words: readonly string[]): Guess[] {
  const { flags, rest } = flagsOf(words, runValued, true);
  const name = flags.get('--name')?.[0];
  const container = name ? { name } : { image: rest[0] };
  const found: (Guess | null)[] = [];
  if (!flags.has('-d') && !flags.has('--detach')) found.push(guess('container-exited', container));
  else {
    found.push(guess('container-running', { ...container, image: rest[0] }));
    for (const published of [...(flags.get('-p') ?? []), ...(flags.get('--publish') ?? [])]) {
      const [, host, port] = /(?:^|:)(\d+):(\d+)(?:\/tcp)?$/.exec(published) ?? [];
      if (port) found.push(guess('port-published', { ...container, port, host }));
    }
    for (const mounted of [...(flags.get('-v') ?? []), ...(flags.get('--volume') ?? [])]) {
      const [volume = '', target] = mounted.split(':');
      if (target && /^[\w.-]+$/.test(volume)) found.push(guess('volume-mounted', { ...container, volume, target }));
    }
    const network = flags.get('--network')?.[0] ?? flags.get('--net')?.[0];
    if (network) found.push(guess('network-connected', { ...container, network }));
  }
  return found.filter((each) => each !== null);
}
