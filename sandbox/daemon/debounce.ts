import type { Clock } from '#lib/base/index.ts';

/** Bundles what comes in quick succession: runs when it has been quiet for `quietMs`, at the latest after `limitMs`, never twice at once. */
export class Debounce implements Disposable {
  readonly #clock: Clock;
  readonly #quietMs: number;
  readonly #limitMs: number;
  readonly #run: () => Promise<void>;
  #timer: Disposable | null = null;
  #since: number | null = null;
  #running: Promise<void> | null = null;
  #disposed = false;

  /** `run` must not reject. */
  constructor(clock: Clock, quietMs: number, limitMs: number, run: () => Promise<void>) {
    this.#clock = clock;
    this.#quietMs = quietMs;
    this.#limitMs = limitMs;
    this.#run = run;
  }

  trigger(): void {
    if (this.#disposed) return;
    const now = this.#clock.now();
    this.#since ??= now;
    this.#timer?.[Symbol.dispose]();
    const waitMs = Math.min(this.#quietMs, Math.max(0, this.#since + this.#limitMs - now));
    this.#timer = this.#clock.after(waitMs, () => void this.flush());
  }

  /** Runs now, after a run that is under way; resolves when it has run. */
  async flush(): Promise<void> {
    while (this.#running) await this.#running;
    if (this.#disposed) return;
    this.#timer?.[Symbol.dispose]();
    this.#timer = null;
    this.#since = null;
    this.#running = this.#run().finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  [Symbol.dispose](): void {
    this.#disposed = true;
    this.#timer?.[Symbol.dispose]();
  }
}
