import type { Clock } from '#lib/base/index.ts';
import type { Wants } from '#lib/check/index.ts';
import type { SandboxWatch, WatchListener } from '#lib/session/index.ts';
import type { Channel, SandboxDriver } from '#sandbox/model.ts';

/** What a rehearsal needs: where sandboxes come from, how one is watched, and the time. */
export interface Ground {
  driver: Pick<SandboxDriver, 'create' | 'connect' | 'destroy'>;
  watch(channel: Channel, wants: Wants, listener: WatchListener): SandboxWatch;
  clock: Clock;
  /** What every sandbox gets. */
  size: { memoryMiB: number; cpus: number; processes: number };
}

/** Patience of a rehearsal, in milliseconds. */
export interface Limits {
  /** For one command to end: a pull, a build. */
  commandMs: number;
  /** For a verdict to come after the last command. */
  verdictMs: number;
  /** For something that must not happen: how long the step is looked at before its solution. */
  quietMs: number;
}

export const defaultLimits: Limits = { commandMs: 180_000, verdictMs: 15_000, quietMs: 300 };
