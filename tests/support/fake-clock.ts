import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '#lib/base/index.ts';

/** A clock that moves only when told, so that hours pass in a test's millisecond. */
export interface FakeClock extends Clock {
  /** Moves on, running what falls due in order, and lets everything that follows from it happen. */
  advance(ms: number): Promise<void>;
  /** Lets everything happen that needs no time. */
  settle(): Promise<void>;
  /** Tasks not yet due. */
  readonly waiting: number;
}

/** Turns of the event loop after which a chain of promises counts as finished. */
const turns = 8;

export function fakeClock(start = Date.UTC(2026, 0, 1)): FakeClock {
  let now = start;
  const tasks = new Set<{ at: number; task: () => void }>();

  const clock: FakeClock = {
    now: () => now,
    after(ms, task) {
      const entry = { at: now + ms, task };
      tasks.add(entry);
      return { [Symbol.dispose]: () => tasks.delete(entry) };
    },
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const timer = clock.after(ms, () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        });
        const stop = () => {
          timer[Symbol.dispose]();
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', stop, { once: true });
      });
    },
    async advance(ms) {
      const end = now + ms;
      await clock.settle();
      for (;;) {
        const due = [...tasks].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        tasks.delete(due);
        now = Math.max(now, due.at);
        due.task();
        await clock.settle();
      }
      now = end;
    },
    async settle() {
      for (let turn = 0; turn < turns; turn++) await nextTurn();
    },
    get waiting() {
      return tasks.size;
    },
  };
  return clock;
}
