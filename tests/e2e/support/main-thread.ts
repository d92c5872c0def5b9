import type { Page } from '@playwright/test';

/** Watches how long a page's main thread is blocked: the longest time between two turns, as typing and clicking would feel it. */
export interface MainThread {
  /** Milliseconds of the longest block since the watch began; ends the watch. */
  longestBlock(): Promise<number>;
}

/**
 * Begins to watch. A message channel turns as fast as the thread allows, whatever the screen does, so a gap between two turns is
 * time in which nothing else could run.
 */
export async function watchMainThread(page: Page): Promise<MainThread> {
  const watch = await page.evaluateHandle(() => {
    const state = { longest: 0, last: performance.now(), going: true };
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const now = performance.now();
      state.longest = Math.max(state.longest, now - state.last);
      state.last = now;
      // A turn every few milliseconds tells enough and leaves the thread to the page.
      if (state.going) setTimeout(() => port2.postMessage(null), 4);
    };
    port2.postMessage(null);
    return state;
  });
  return {
    longestBlock: () =>
      watch.evaluate((state) => {
        state.going = false;
        return state.longest;
      }),
  };
}
