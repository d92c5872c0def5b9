import { type Clock, codeOf, type Logger } from '#lib/base/index.ts';
import type { Channel } from '../model.ts';
import { DaemonEvent } from './answers.ts';
import type { DaemonClient } from './daemon-client.ts';
import { jsonLines } from './json-lines.ts';

const firstRetryMs = 20;
const longestRetryMs = 2000;
/** dockerd gives its containers 15 s to end, in which it answers nobody and whoever dials is served by its successor. */
const shutdownMs = 20_000;

/** Whom a follower tells. */
export interface FollowerListener {
  /** The `since` for the next event stream. */
  since(): string;
  event(event: DaemonEvent): void;
  /** `up` also after every reconnect: events may have been missed, so look at everything again. */
  state(state: 'up' | 'down'): void;
}

/**
 * Follows a daemon that sleeps, wakes, ends and comes back, without ever waking it: it is dialled only while the process named
 * in /run/docker.pid lives. `nudge` says that this may have changed.
 */
export class DaemonFollower {
  readonly #parts: { channel: Channel; client: DaemonClient; clock: Clock; logger: Logger; listener: FollowerListener };
  #nudged: () => void = () => undefined;
  #nudge = false;

  constructor(parts: {
    channel: Channel;
    client: DaemonClient;
    clock: Clock;
    logger: Logger;
    listener: FollowerListener;
  }) {
    this.#parts = parts;
  }

  nudge(): void {
    this.#nudge = true;
    this.#nudged();
  }

  /** Follows until aborted or the channel breaks. */
  async run(signal: AbortSignal): Promise<void> {
    const { client, clock, listener, logger } = this.#parts;
    let wasUp = false;
    let retryMs = firstRetryMs;
    const up = () => {
      wasUp = true;
      retryMs = firstRetryMs;
      listener.state('up');
    };
    const down = () => {
      if (wasUp) listener.state('down');
      wasUp = false;
    };
    while (!signal.aborted) {
      this.#nudge = false;
      if (!(await this.#isRunning())) {
        down();
        retryMs = firstRetryMs;
        await this.#untilNudged(signal);
        continue;
      }
      await this.#follow(up, signal).catch((error: unknown) => {
        if (!signal.aborted) logger.debug({ err: error }, 'The event stream of a learner daemon ended');
      });
      await clock.sleep(retryMs, signal).catch(() => undefined);
      retryMs = Math.min(longestRetryMs, retryMs * 2);
      if (wasUp && !client.connected && !signal.aborted) {
        down();
        await this.#untilNudged(signal, shutdownMs);
      }
    }
  }

  /** Reads one event stream to its end; gives up as well when the daemon's process is gone. */
  async #follow(connected: () => void, signal: AbortSignal): Promise<void> {
    const { client, listener } = this.#parts;
    const gone = new AbortController();
    this.#nudged = () => {
      this.#isRunning().then(
        (running) => {
          if (!running) gone.abort();
        },
        (error: unknown) => gone.abort(error),
      );
    };
    const stream = await client.open(`/events?since=${listener.since()}`, AbortSignal.any([signal, gone.signal]));
    connected();
    for await (const value of jsonLines(stream)) {
      const event = DaemonEvent.safeParse(value);
      if (event.success) listener.event(event.data);
    }
  }

  async #isRunning(): Promise<boolean> {
    const { files } = this.#parts.channel;
    try {
      const processId = Number((await files.read('/run/docker.pid', 32)).toString('utf8'));
      if (!Number.isInteger(processId) || processId <= 0) return false;
      await files.stat(`/proc/${processId}`);
      return true;
    } catch (error) {
      if (codeOf(error) === 'SANDBOX_UNREACHABLE') throw error;
      return false;
    }
  }

  #untilNudged(signal: AbortSignal, limitMs?: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.#nudge || signal.aborted) return resolve();
      const timer = limitMs === undefined ? null : this.#parts.clock.after(limitMs, () => done());
      const done = () => {
        timer?.[Symbol.dispose]();
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#nudged = done;
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
