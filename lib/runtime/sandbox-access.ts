import {
  type Channel,
  containerChanges,
  containerListeners,
  imageHistory,
  type Sandboxes,
  watchSandbox,
} from '#sandbox/index.ts';
import { AppError, type Clock, type Logger } from '../base/index.ts';
import type { SandboxAccess } from '../session/index.ts';

/** What sessions need of sandboxes, from the pool and the observer. Until `available` resolves to true, leases are refused with SANDBOX_UNAVAILABLE. */
export function sandboxAccess(
  sandboxes: Sandboxes,
  available: () => Promise<boolean>,
  clock: Clock,
  logger: Logger,
): SandboxAccess {
  return {
    async lease(session, queued, signal) {
      if (!(await available())) throw new AppError('SANDBOX_UNAVAILABLE');
      return sandboxes.lease(session, queued, signal);
    },
    renew: (session) => sandboxes.renew(session),
    release: (session) => sandboxes.release(session),
    connect: (sandbox, signal): Promise<Channel> => sandboxes.connect(sandbox, signal),
    listeners: (channel, container, signal) => containerListeners(channel, container, signal),
    changes: (channel, container, signal) => containerChanges(channel, container, signal),
    history: (channel, image, signal) => imageHistory(channel, image, signal),
    watch: (channel, wants, listener) => watchSandbox(channel, wants, listener, { clock, logger }),
  };
}
