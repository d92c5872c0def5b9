import { Agent } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '#lib/base/index.ts';
import type { Channel } from '../model.ts';

/** Sockets one observer holds to a daemon: the event stream and a few questions at a time. */
const sockets = 6;

/** Lets node:http reach the learner daemon through a channel, keeping connections for the next question. */
export class ChannelAgent extends Agent {
  readonly #channel: Channel;

  constructor(channel: Channel) {
    super({ keepAlive: true, maxSockets: sockets });
    this.#channel = channel;
  }

  /** True while an unused connection is open: the daemon is alive, and it can be known without dialling it. */
  get connected(): boolean {
    return Object.values(this.freeSockets).some((list) => list?.some((socket) => !socket.destroyed));
  }

  override createConnection(_options: object, connected?: (error: Error | null, stream: Duplex) => void): undefined {
    this.#channel.dialDaemon().then(
      (stream) => {
        // A request that is aborted destroys its socket with the reason, even between two listeners of node:http. The request
        // says so itself; unheard here, it would end the process.
        stream.on('error', () => undefined);
        connected?.(null, Object.assign(stream, socketManners));
      },
      (cause: unknown) => {
        const error = cause instanceof Error ? cause : new AppError('DAEMON_UNREACHABLE', String(cause));
        // The types want a stream even beside an error; Node looks at the error first.
        connected?.(error, undefined as never);
      },
    );
  }
}

/** What an Agent calls on every socket it keeps. A channel's stream has no keep-alive probes and no timer of its own. */
const socketManners = {
  ref() {},
  unref() {},
  setKeepAlive() {},
  setTimeout() {},
};
