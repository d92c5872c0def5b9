import type { ErrorCode } from '../base/index.ts';

export { sandboxHome } from '../../sandbox/model.ts';

import type { CheckView, StepState } from '../check/model.ts';

export type { StepState } from '../check/model.ts';

/** The learner's machine as the page shows it. */
export type SandboxView =
  | { state: 'none' }
  | { state: 'queued'; position: number }
  | { state: 'starting' }
  | { state: 'ready'; expiresAt: number; daemon: 'asleep' | 'up' | 'down' }
  | { state: 'ended'; code: ErrorCode };

/** A port of the machine that may be looked at. Its address is made from `name`: see `lib/preview/model.ts`. */
export interface PreviewView {
  port: number;
  name: string;
  /** Name of the running container that publishes it; null when none does (any more). */
  container: string | null;
  /** Changes whenever what answers there may have changed. */
  version: string;
}

/** Everything that moves on a lesson page, sent whole on every change. */
export interface SessionView {
  id: string;
  lesson: string;
  currentStep: string;
  sandbox: SandboxView;
  steps: { id: string; state: StepState; checks: CheckView[] }[];
  /** Terminals open in this session, by number. */
  terminals: number[];
  /** Published ports, lowest first, and those a page asked for. */
  previews: PreviewView[];
  /** True when every step has been done. */
  complete: boolean;
  /** Milliseconds since the epoch, by the server's clock. */
  at: number;
}
