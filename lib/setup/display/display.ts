import type { SetupPart } from '#lib/base/index.ts';
import type { Outcome } from '../outcome.ts';

/** Shows how setting up goes on. A part that is fresh goes from nothing to `ended`. */
export interface SetupDisplay {
  started(part: SetupPart): void;
  /** `fraction` from 0 to 1 when known. */
  progress(part: SetupPart, text: string, fraction?: number): void;
  ended(part: SetupPart, outcome: Outcome): void;
  /** Takes down what is still moving; the display is not used afterwards. */
  close(): void;
}

/** Where a display writes: standard output, or a list in a test. */
export interface Screen {
  write(text: string): void;
  /** Width of a terminal in columns; undefined when it is not one. */
  readonly columns?: number | undefined;
}

/** Sends everything to several displays, such as the screen and the log file. */
export function severalDisplays(...displays: readonly SetupDisplay[]): SetupDisplay {
  return {
    started: (part) => displays.forEach((display) => void display.started(part)),
    progress: (part, text, fraction) => displays.forEach((display) => void display.progress(part, text, fraction)),
    ended: (part, outcome) => displays.forEach((display) => void display.ended(part, outcome)),
    close: () => displays.forEach((display) => void display.close()),
  };
}
