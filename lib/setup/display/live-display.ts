import { type Clock, type SetupPart, systemClock } from '#lib/base/index.ts';
import type { Screen, SetupDisplay } from './display.ts';
import { doing, endLines } from './words.ts';

const frameMs = 120;
const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** Progress in a terminal: parts that ended stay as lines, running ones are redrawn in place below them. */
export function liveDisplay(screen: Screen, clock: Clock = systemClock): SetupDisplay {
  const running = new Map<string, { part: SetupPart; began: number; text: string; fraction: number | undefined }>();
  const titles = new Map<string, string>();
  let drawn = 0;
  let timer: Disposable | undefined;

  const redraw = (above: readonly string[] = []): void => {
    const width = (screen.columns ?? 80) - 1;
    const turn = spinner[Math.floor(clock.now() / frameMs) % spinner.length];
    const live = [...running.values()].map(({ part, began, text, fraction }) =>
      `${turn} ${part.title}: ${doing(text, fraction, clock.now() - began)}`.slice(0, width),
    );
    const up = drawn > 0 ? `\u001b[${drawn}A` : '';
    const lines = [...above, ...live].map((line) => `${line}\n`).join('');
    screen.write(`${up}\r\u001b[J${lines}`);
    drawn = live.length;
  };
  const turn = (): void => {
    timer = clock.after(frameMs, () => {
      redraw();
      if (running.size > 0) turn();
      else timer = undefined;
    });
  };

  return {
    started(part) {
      titles.set(part.id, part.title);
      running.set(part.id, { part, began: clock.now(), text: 'working', fraction: undefined });
      redraw();
      if (!timer) turn();
    },
    progress(part, text, fraction) {
      const state = running.get(part.id);
      if (state) Object.assign(state, { text, fraction });
    },
    ended(part, outcome) {
      titles.set(part.id, part.title);
      running.delete(part.id);
      redraw(endLines(part, outcome, (id) => titles.get(id) ?? id));
    },
    close() {
      timer?.[Symbol.dispose]();
      timer = undefined;
      running.clear();
      redraw();
    },
  };
}
