import type { StepMemory } from './evaluate-step.ts';
import type { Check, StepState, Verdict } from './model.ts';

/**
 * Where a step stands, from the latest verdicts and what was passed before: `done` while all checks pass, `broken` when they
 * did once and no longer do, `half` when some pass. A step without checks is done once it has been activated.
 */
export function stepState(
  checks: readonly Check[],
  verdicts: Readonly<Record<string, Verdict>>,
  memory: StepMemory,
): StepState {
  if (memory.activatedAt === null) return memory.done ? 'done' : 'todo';
  const passing = checks.filter(({ id }) => verdicts[id]?.is === 'passed').length;
  if (passing === checks.length) return 'done';
  // A check that is broken by our own mistake does not take a done step away from its learner.
  const blameless = checks.every(({ id }) => verdicts[id]?.is === 'passed' || verdicts[id]?.is === 'broken');
  if (memory.done) return blameless ? 'done' : 'broken';
  return passing > 0 ? 'half' : 'todo';
}
