import 'server-only';
import type { Runtime } from '#lib/runtime/runtime.ts';

/**
 * The one Runtime of this process, put on globalThis by server.ts (DECISIONS.md, 2).
 * The key is spelled out because only types may be imported from lib/runtime.
 */
export function runtime(): Runtime {
  const found: Runtime | undefined = Reflect.get(globalThis, Symbol.for('slipway.runtime'));
  if (!found)
    throw new Error('Slipway pages are served by server.ts (`npm start` or `npm run dev`), not by `next` alone.');
  return found;
}
