import type { Clock, Logger } from '#lib/base/index.ts';
import { codeOf } from '#lib/base/index.ts';
import { emptyObservation, type Observation, type ObservedCommand, type Wants } from '#lib/check/model.ts';
import { isTemporary } from '../channel/temporary-name.ts';
import { type Channel, sandboxHome } from '../model.ts';
import { DaemonClient } from './daemon-client.ts';
import { DaemonFollower } from './daemon-follower.ts';
import { Debounce } from './debounce.ts';
import { EventLog } from './event-log.ts';
import { watchPath } from './path-watch.ts';
import { Probes } from './probes.ts';
import { Snapshot } from './snapshot.ts';
import { WatchedFiles } from './watched-files.ts';

const quietMs = 30;
const limitMs = 120;
const keptCommands = 500;
/** A little longer than checks call a container young, and wait (graceMs in lib/check/kinds): then they are to judge. */
const youthMs = 3200;
/** What the lists of a daemon that does not run hold. */
const nothing = { containers: [], images: [], networks: [], volumes: [] };
/** Folders tools fill by the thousand; nobody edits in them. */
const heavyFolders = '/(node_modules|\\.git|__pycache__|\\.venv|\\.cache)/';

/** Who is told what a sandbox shows. */
export interface SandboxWatchListener {
  /** Everything seen, whole, after every change. `answers` is empty: those are the session's. */
  observed(observation: Observation): void;
  /** Absolute paths below the home folder that changed; a folder means: look into it again. */
  filesChanged(paths: string[]): void;
}

/** Looks at one sandbox until disposed, or until its channel ends; leaves the sandbox as it is. */
export interface SandboxWatch extends AsyncDisposable {
  /** Takes note of a command the learner's shell reported. */
  addCommand(command: ObservedCommand): void;
  /** Looks again now, whether or not anything was reported; resolves when the listener has been told. */
  refresh(): Promise<void>;
}

/**
 * Watches a sandbox: the daemon by its event stream, the home folder by inotify, what checks want beyond that by looking for it
 * when something has happened. Costs nothing while nothing happens, and never wakes a sleeping daemon.
 */
export function watchSandbox(
  channel: Channel,
  wants: Wants,
  listener: SandboxWatchListener,
  { clock, logger }: { clock: Clock; logger: Logger },
): SandboxWatch {
  const stop = new AbortController();
  const { signal } = stop;
  const client = new DaemonClient(channel);
  const snapshot = new Snapshot(client, wants.history);
  const log = new EventLog();
  const watched = new WatchedFiles(channel.files, wants.files);
  const probes = new Probes(wants, { channel, client, clock, logger }, () => debounce.trigger());
  const commands: ObservedCommand[] = [];
  const changedPaths = new Set<string>();
  let observation = emptyObservation(clock.now());
  let daemon: Observation['daemon'] = 'asleep';
  let lively = true;
  let grownUp: Disposable | null = null;

  /** Something happened in there. */
  function stir(): void {
    lively = true;
    debounce.trigger();
  }

  const debounce = new Debounce(clock, quietMs, limitMs, async () => {
    const paths = [...changedPaths];
    changedPaths.clear();
    if (paths.length > 0) listener.filesChanged(paths);
    try {
      const alive = lively;
      lively = false;
      await observe();
      if (alive) probes.wake();
    } catch (error) {
      if (signal.aborted || codeOf(error) === 'SANDBOX_UNREACHABLE') return;
      // The daemon went away between an event and the look at it; the follower notices and triggers again.
      logger.debug({ err: error }, 'A sandbox could not be looked at');
    }
  });

  async function observe(): Promise<void> {
    const [state, texts] = await Promise.all([daemon === 'up' ? snapshot.take(signal) : nothing, watched.read()]);
    if (signal.aborted) return;
    probes.note(daemon === 'up' ? state.containers : [], daemon === 'up');
    observation = {
      ...observation,
      ...(daemon === 'up' ? state : nothing),
      ...probes.state,
      at: clock.now(),
      daemon,
      files: texts,
      events: log.events,
      commands: [...commands],
    };
    listener.observed(observation);
    lookWhenGrownUp();
  }

  /** A container that has just started is looked at once more when it has run for a while, though nothing else happens. */
  function lookWhenGrownUp(): void {
    grownUp?.[Symbol.dispose]();
    const age = observation.at - Math.max(0, ...observation.containers.map(({ startedAt }) => startedAt));
    grownUp = age < youthMs ? clock.after(Math.min(youthMs, youthMs - age), () => debounce.trigger()) : null;
  }

  const follower = new DaemonFollower({
    channel,
    client,
    clock,
    logger,
    listener: {
      since: () => log.since,
      event(event) {
        if (!log.add(event)) return;
        snapshot.note(event);
        stir();
      },
      state(state) {
        daemon = state;
        snapshot.forget();
        if (state === 'down') {
          // Told at once: a knock at the socket may have it up again before anybody has looked.
          observation = { ...observation, ...nothing, at: clock.now(), daemon, commands: [...commands] };
          listener.observed(observation);
        }
        stir();
      },
    },
  });

  const homeWatch = watchPath(
    channel,
    {
      folder: sandboxHome,
      recursive: true,
      exclude: heavyFolders,
      changed(paths) {
        for (const path of paths.filter((candidate) => !isTemporary(candidate))) {
          changedPaths.add(path);
          watched.note(path);
        }
        if (changedPaths.size > 0) stir();
      },
      lookAgain() {
        watched.noteAll();
        stir();
      },
    },
    clock,
    logger,
    signal,
  );
  const runWatch = watchPath(
    channel,
    {
      folder: '/run',
      recursive: false,
      exclude: undefined,
      changed: (paths) => paths.includes('/run/docker.pid') && follower.nudge(),
      lookAgain: () => follower.nudge(),
    },
    clock,
    logger,
    signal,
  );

  const work = Promise.all(
    [homeWatch, runWatch, follower.run(signal)].map((part) =>
      part.catch((error: unknown) => {
        if (signal.aborted || codeOf(error) === 'SANDBOX_UNREACHABLE') return;
        logger.error({ err: error }, 'Part of the watch over a sandbox failed');
      }),
    ),
  );
  void channel.closed.then(() => end());

  function end(): void {
    stop.abort();
    grownUp?.[Symbol.dispose]();
    debounce[Symbol.dispose]();
    probes[Symbol.dispose]();
    client[Symbol.dispose]();
  }

  return {
    addCommand(command) {
      commands.push(command);
      if (commands.length > keptCommands) commands.shift();
      stir();
    },
    async refresh() {
      watched.noteAll();
      snapshot.forget();
      follower.nudge();
      await debounce.flush();
      if (!probes.wanted) return;
      await probes.look();
      await debounce.flush();
    },
    async [Symbol.asyncDispose]() {
      end();
      await work;
    },
  };
}
