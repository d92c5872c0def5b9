const sameWishMs = 500;

/**
 * Calls `stop` once when the process is asked to end (Ctrl-C, SIGTERM, a closed terminal, or the bootstrap gone), and `now` when
 * asked again. A terminal, npm and the bootstrap each pass on one Ctrl-C, so what comes within half a second is one wish.
 */
export function onStop(stop: () => void, now: () => void = () => process.exit(130)): Disposable {
  let first: number | undefined;
  const asked = (): void => {
    if (first === undefined) {
      first = performance.now();
      stop();
    } else if (performance.now() - first > sameWishMs) now();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, asked);
  process.on('disconnect', asked);
  // Listening keeps the channel, and with it the process, alive; it must not when everything else has ended.
  process.channel?.unref();
  return {
    [Symbol.dispose]() {
      for (const signal of signals) process.off(signal, asked);
      process.off('disconnect', asked);
    },
  };
}

/** An AbortSignal that fires when the process is asked to end; asked again, the process exits at once. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  onStop(() => controller.abort(new Error('Stopped.')));
  return controller.signal;
}
