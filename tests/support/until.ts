import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until something real (a process, a socket, a Docker event) has come about; throws after `limitMs`.
 * For tests that touch the real world only: everything else moves a FakeClock.
 */
export async function until(condition: () => boolean | Promise<boolean>, limitMs = 8000): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Did not come about within ${limitMs} ms: ${condition}`);
    await pause(5);
  }
}
