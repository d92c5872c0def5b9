import type { Channel } from '#sandbox/model.ts';
import type { Observation, Wants } from '../check/model.ts';
import type { PictureChange, PictureInstruction } from '../picture/model.ts';

/** Looks at one sandbox and says what it sees; disposing it stops looking and leaves the sandbox alone. */
export interface SandboxWatch extends AsyncDisposable {
  /** Takes note of a command the learner's shell reported. */
  addCommand(command: { at: number; line: string; exitCode: number }): void;
  /** Looks again now, whether or not anything was reported. */
  refresh(): Promise<void>;
}

export interface WatchListener {
  observed(observation: Observation): void;
  /** Absolute paths below the home folder that changed. */
  filesChanged(paths: string[]): void;
}

/** What sessions need of sandboxes; the runtime builds it from pool, driver and observer. */
export interface SandboxAccess {
  /**
   * The session's sandbox: the one it holds already, else a fresh lease. `queued` is told the place in the queue while it waits.
   * Rejects with SANDBOX_CAPACITY, SANDBOX_UNAVAILABLE or SANDBOX_START.
   */
  lease(
    session: string,
    queued: (position: number) => void,
    signal: AbortSignal,
  ): Promise<{ sandbox: string; expiresAt: number }>;
  /** Moves the lease's end; returns the new one, or null when there is no lease any more. */
  renew(session: string): Promise<number | null>;
  release(session: string): Promise<void>;
  connect(sandbox: string, signal: AbortSignal): Promise<Channel>;
  /** Sockets that wait for connections inside a container, by its id. */
  listeners(channel: Channel, container: string, signal: AbortSignal): Promise<{ port: number; loopback: boolean }[]>;
  /** What a container changed on top of its image; null when it is gone. */
  changes(channel: Channel, container: string, signal: AbortSignal): Promise<PictureChange[] | null>;
  /** The instructions an image was made with, oldest first; null when it is gone. */
  history(channel: Channel, image: string, signal: AbortSignal): Promise<PictureInstruction[] | null>;
  watch(channel: Channel, wants: Wants, listener: WatchListener): SandboxWatch;
}
