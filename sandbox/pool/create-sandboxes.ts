import type { SandboxesOptions } from './options.ts';
import { Sandboxes } from './sandboxes.ts';

/** Makes a pool. Nothing happens before its `start()`; who asks for a lease earlier waits for it. */
export function createSandboxes(options: SandboxesOptions): Sandboxes {
  return new Sandboxes(options);
}
