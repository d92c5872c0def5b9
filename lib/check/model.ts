import type { ErrorCode, Message } from '../base/index.ts';

/** One container of the learner's daemon, as checks and the picture see it. */
export interface ObservedContainer {
  id: string;
  name: string;
  /** The image as it was asked for ("nginx:latest", or an id when the tag has moved away since). */
  image: string;
  imageId: string;
  /** Docker's own word: created, running, paused, restarting, removing, exited, dead. */
  state: string;
  exitCode: number;
  /** Milliseconds since the epoch; 0 when it never happened. */
  createdAt: number;
  startedAt: number;
  finishedAt: number;
  command: string[];
  env: string[];
  labels: Record<string, string>;
  /** Published ports only. `hostIp` is '' or an address. */
  ports: { container: number; host: number; protocol: string; hostIp: string }[];
  mounts: { type: string; source: string; target: string; name: string; readOnly: boolean }[];
  networks: string[];
  /** IP addresses on its networks, while it runs. */
  addresses: string[];
  health: 'none' | 'starting' | 'healthy' | 'unhealthy';
  restartPolicy: string;
  autoRemove: boolean;
  tty: boolean;
}

/** One image of the learner's daemon. */
export interface ObservedImage {
  id: string;
  /** "hello-world:latest"; empty for a dangling image. */
  tags: string[];
  digests: string[];
  createdAt: number;
  /** Bytes, all layers. */
  size: number;
  author: string;
  comment: string;
  layers: string[];
  /** What made each layer, newest first, as `docker image history` says it; empty unless a check asked for it. */
  history: string[];
  config: {
    cmd: string[];
    entrypoint: string[];
    env: string[];
    exposed: string[];
    labels: Record<string, string>;
    workdir: string;
    volumes: string[];
  };
}

export interface ObservedNetwork {
  id: string;
  name: string;
  driver: string;
  /** Names of the containers connected. */
  containers: string[];
}

export interface ObservedVolume {
  name: string;
  driver: string;
  createdAt: number;
}

/** A path of a container's own layer, as `docker diff` says it. */
export interface ObservedChange {
  path: string;
  change: 'added' | 'changed' | 'deleted';
}

/** What a web server on the machine answered. Redirects are not followed. */
export interface HttpAnswer {
  status: number;
  /** Names in small letters. */
  headers: Record<string, string>;
  /** At most 64 KiB. */
  body: string;
  /** Body of the same question asked at once again; only when a check asked for it. */
  again?: string;
}

/** A service of the learner's swarm. */
export interface ObservedService {
  name: string;
  image: string;
  /** Tasks wanted; null for one on every node. */
  replicas: number | null;
  /** Docker's word for the update or rollback under way or done: updating, completed, rollback_completed…; '' for none. */
  update: string;
  /** Tasks that should run, with what they run and Docker's word for how far they are. */
  tasks: { image: string; state: string; error: string }[];
}

export interface ObservedSwarm {
  /** Docker's own word: inactive, pending, active, error, locked. */
  state: string;
  manager: boolean;
  services: ObservedService[];
}

/** A question to a web server on the machine's own loopback: GET, without following redirects. */
export interface HttpQuestion {
  port: number;
  /** With its slash. */
  path: string;
  /** Ask twice in a row, to see whether the answer changes. */
  twice: boolean;
}

/** Everything checks may ask for beyond the daemon's lists; nothing of it is looked at unless some check wants it. */
export interface Wants {
  /** Absolute paths. */
  files: string[];
  logs: boolean;
  changes: boolean;
  history: boolean;
  swarm: boolean;
  http: HttpQuestion[];
  ports: number[];
}

/** For lessons whose checks need nothing beyond the daemon's lists. */
export const noWants: Wants = {
  files: [],
  logs: false,
  changes: false,
  history: false,
  swarm: false,
  http: [],
  ports: [],
};

/** Key of an answer in {@link Observation.http}. */
export function httpKey({ port, path }: Pick<HttpQuestion, 'port' | 'path'>): string {
  return `${port}${path}`;
}

/** Something the daemon reported, newest last. `name` is the container's, image's, network's or volume's name. */
export interface ObservedEvent {
  /** Milliseconds since the epoch, by the daemon's clock. */
  at: number;
  type: string;
  action: string;
  id: string;
  name: string;
  attributes: Record<string, string>;
}

/** A command line the learner ran, with its exit code, as the shell reported it. */
export interface ObservedCommand {
  at: number;
  line: string;
  exitCode: number;
}

/**
 * What the learner's sandbox shows at one moment: everything a check may look at.
 * `daemon: 'asleep'` means no docker command was run yet, so there is nothing; lists are then empty.
 */
export interface Observation {
  at: number;
  daemon: 'asleep' | 'up' | 'down';
  containers: ObservedContainer[];
  images: ObservedImage[];
  networks: ObservedNetwork[];
  volumes: ObservedVolume[];
  /** Events and commands since the session began; at most the last 500 of each. */
  events: ObservedEvent[];
  commands: ObservedCommand[];
  /** Text of the files some check asked for, by absolute path; null when missing. */
  files: Record<string, string | null>;
  /** The last lines of containers' output, by container id; only when a check wants logs. */
  logs: Record<string, string>;
  /** What containers changed in their own layer, by container id; only when a check wants changes. */
  changes: Record<string, ObservedChange[]>;
  /** Answers of web servers by {@link httpKey}; null while nobody answers. Missing: not asked yet. */
  http: Record<string, HttpAnswer | null>;
  /** Whether something listens, by port. Missing: not asked yet. */
  listening: Record<number, boolean>;
  /** null: not asked. */
  swarm: ObservedSwarm | null;
  /** Answers given to quizzes and questions of this session, by `<step>/<check>`. */
  answers: Record<string, string>;
}

/** An observation of a sandbox in which nothing happened yet. */
export function emptyObservation(at: number): Observation {
  return {
    at,
    daemon: 'asleep',
    containers: [],
    images: [],
    networks: [],
    volumes: [],
    events: [],
    commands: [],
    files: {},
    logs: {},
    changes: {},
    http: {},
    listening: {},
    swarm: null,
    answers: {},
  };
}

/**
 * Result of a check. `because` is one sentence; `expected`, `found` and `look` open below it: what was wanted, what is there,
 * and the command that shows it (never the solution). `broken` is our fault and is never shown as the learner's mistake.
 */
export type Verdict =
  | { is: 'passed'; because: Message }
  | { is: 'waiting'; because: Message }
  | { is: 'failed'; because: Message; expected?: Message; found?: Message; look?: string }
  | { is: 'broken'; code: ErrorCode };

/** `once`: has happened since the step became current. `holds`: is true now, and shown as broken again when it stops being so. */
export type CheckMode = 'once' | 'holds';

/** A check as a lesson declares it: `expected` has been parsed by its kind's schema. */
export interface Check {
  id: string;
  kind: string;
  mode: CheckMode;
  /** Ids of checks in the same step that must have passed before this one is looked at. */
  needs: string[];
  expected: unknown;
}

/** What the page shows of a check: its sentence and its latest verdict. Never the expectation itself. */
export interface CheckView {
  id: string;
  /** "The image hello-world is on this machine." */
  title: Message;
  verdict: Verdict;
}

/** Where a step stands: `broken` was done once and no longer holds. */
export type StepState = 'todo' | 'half' | 'done' | 'broken';
