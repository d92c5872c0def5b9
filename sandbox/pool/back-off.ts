import type { Clock } from '#lib/base/index.ts';

const firstMs = 1000;
const longestMs = 60_000;

/** Waits longer after every failure in a row: 1, 2, 4 … 60 seconds. */
export class BackOff implements Disposable {
  readonly #clock: Clock;
  readonly #over: () => void;
  #failures = 0;
  #timer: Disposable | null = null;

  /** `over` is called at the end of every wait. */
  constructor(clock: Clock, over: () => void) {
    this.#clock = clock;
    this.#over = over;
  }

  get waiting(): boolean {
    return this.#timer !== null;
  }

  failed(): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = this.#clock.after(Math.min(longestMs, firstMs * 2 ** this.#failures++), () => {
      this.#timer = null;
      this.#over();
    });
  }

  reset(): void {
    this.#failures = 0;
    this[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.#timer?.[Symbol.dispose]();
    this.#timer = null;
  }
}
