import type Docker from 'dockerode';
import { AppError, type Clock, systemClock } from '#lib/base/index.ts';
import { enterSandbox } from './container-exec.ts';

const bootWithinMs = 20_000;
const retryMs = 50;

/**
 * Resolves when a sandbox just started can be entered and its engine's socket is there. For sandboxes without SSH; the others are
 * awaited by their greeting. Throws SANDBOX_START with the container's last words when that takes too long or it has ended.
 */
export async function awaitBoot(
  docker: Docker,
  container: Docker.Container,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<void> {
  for (const end = clock.now() + bootWithinMs; ; ) {
    try {
      await enterSandbox(docker, container, ['test', '-S', '/run/docker.sock'], signal, clock);
      return;
    } catch (error) {
      signal.throwIfAborted();
      const { State } = await container.inspect();
      if (!State.Running || clock.now() > end) {
        const words = await container.logs({ stdout: true, stderr: true, tail: 5 }).then(String, () => '');
        // Each line of a log without a terminal begins with eight bytes that say how long it is.
        const log = words.replace(/[\u0000-\u0008]/g, '').trim();
        throw new AppError('SANDBOX_START', log || undefined, { cause: error });
      }
      await clock.sleep(retryMs, signal);
    }
  }
}
