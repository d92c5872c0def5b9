import type { Config } from '#lib/config/index.ts';
import { onStop } from '../stop-signal.ts';

/**
 * Serves until the process is asked to end, then lets go of everything and resolves with the exit code. `ready` is told the URL.
 * Asked a second time, the process ends at once; sandboxes keep running in either case and are adopted by the next start.
 */
export async function serveUntilStopped(config: Config, ready: (url: string) => void): Promise<number> {
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  using _ = onStop(stop);
  const { serve } = await import('../../../server.ts');
  const site = await serve(config);
  ready(site.url);
  await stopped;
  console.log('\nEnding: finishing what is open. Once more ends at once.');
  await site.close();
  return 0;
}
