import type { Clock } from '#lib/base/index.ts';
import type { Channel } from '../model.ts';
import { dial } from './ask-http.ts';

const patienceMs = 2000;
/**
 * Docker takes connections to a published port itself and closes them when nobody listens in the container: at once, or, while the
 * container's network is still coming up, some hundred ms later.
 */
const heldMs = 1000;

/** True when a connection to a port of the sandbox's loopback is taken and held. */
export async function listens(channel: Channel, port: number, clock: Clock, signal: AbortSignal): Promise<boolean> {
  const stream = await dial(channel, port, AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]));
  if (!stream) return false;
  stream.on('error', () => undefined);
  // Without reading, its end would go unnoticed.
  stream.resume();
  let closed = stream.destroyed;
  stream.once('end', () => {
    closed = true;
  });
  stream.once('close', () => {
    closed = true;
  });
  await clock.sleep(heldMs, signal).catch(() => undefined);
  stream.destroy();
  return !closed && !signal.aborted;
}
