import { type Clock, type SetupPart, systemClock } from '#lib/base/index.ts';
import type { Screen, SetupDisplay } from './display.ts';
import { doing, endLines } from './words.ts';

/** Without a terminal (CI, a log) a running part says something at most this often. */
const everyMs = 3000;

interface Running {
  began: number;
  saidAt: number;
  text: string;
  fraction: number | undefined;
  timer: Disposable;
}

/** Progress as plain lines that stay true in a log: when a part begins, every few seconds while it runs, and when it ends. */
export function lineDisplay(screen: Screen, clock: Clock = systemClock): SetupDisplay {
  const running = new Map<string, Running>();
  const titles = new Map<string, string>();

  const say = (part: SetupPart, state: Running): void => {
    state.saidAt = clock.now();
    screen.write(`  ${part.title}: ${doing(state.text, state.fraction, clock.now() - state.began)}\n`);
  };
  // A part that reports nothing for a while must still be seen to live.
  const arm = (part: SetupPart, state: Running): void => {
    state.timer = clock.after(everyMs, () => {
      if (clock.now() - state.saidAt >= everyMs) say(part, state);
      arm(part, state);
    });
  };

  return {
    started(part) {
      titles.set(part.id, part.title);
      const state: Running = {
        began: clock.now(),
        saidAt: clock.now(),
        text: 'working',
        fraction: undefined,
        timer: { [Symbol.dispose]() {} },
      };
      running.set(part.id, state);
      screen.write(`  ${part.title}: started\n`);
      arm(part, state);
    },
    progress(part, text, fraction) {
      const state = running.get(part.id);
      if (!state) return;
      state.text = text;
      state.fraction = fraction;
      if (clock.now() - state.saidAt >= everyMs) say(part, state);
    },
    ended(part, outcome) {
      titles.set(part.id, part.title);
      running.get(part.id)?.timer[Symbol.dispose]();
      running.delete(part.id);
      for (const line of endLines(part, outcome, (id) => titles.get(id) ?? id)) screen.write(`${line}\n`);
    },
    close() {
      for (const state of running.values()) state.timer[Symbol.dispose]();
      running.clear();
    },
  };
}
