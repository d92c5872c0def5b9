import { type Message, message } from '../base/index.ts';
import { kindOf } from './any-of.ts';
import { evaluateCheck } from './evaluate-check.ts';
import type { Check, Observation, Verdict } from './model.ts';

/**
 * What must be kept between two evaluations of a step. Plain data: it survives a restart as JSON.
 * Made by {@link newStepMemory}, replaced by each evaluation, never changed in place.
 */
export interface StepMemory {
  step: string;
  /** Activation: when the step became current (ms since the epoch), or null while it has not. */
  activatedAt: number | null;
  /** Reasons of the checks that have passed at some time, by check id. */
  passed: Record<string, Message>;
  /** Checks whose kind asked to remember something, by check id. */
  remembered: Record<string, true>;
  /** True when all checks have been passed at one moment. */
  done: boolean;
}

export interface StepResult {
  /** Verdicts by check id. */
  verdicts: Record<string, Verdict>;
  memory: StepMemory;
}

/** The memory of a step nothing is known of yet. */
export function newStepMemory(step: string, activatedAt: number | null = null): StepMemory {
  return { step, activatedAt, passed: {}, remembered: {}, done: false };
}

/**
 * Evaluates the checks of one step. `once`: a check that has passed stays passed. `holds`: it must be true now.
 * A check whose `needs` have not passed waits for them. A step that is not activated yet only waits.
 * Events and commands before activation do not count; what is there already does, whenever it came.
 */
export function evaluateStep(checks: readonly Check[], observation: Observation, memory: StepMemory): StepResult {
  const { activatedAt } = memory;
  if (activatedAt === null) {
    const because = message('check.step.not-begun');
    return { verdicts: Object.fromEntries(checks.map(({ id }) => [id, { is: 'waiting', because }])), memory };
  }
  const verdicts: Record<string, Verdict> = {};
  const passed = { ...memory.passed };
  const remembered = { ...memory.remembered };
  const names = checks.flatMap(({ expected }) => namesIn(expected));
  for (const check of checks) {
    const before = memory.passed[check.id];
    if (check.mode === 'once' && before) {
      verdicts[check.id] = { is: 'passed', because: before };
      continue;
    }
    const context = {
      step: memory.step,
      check: check.id,
      mode: check.mode,
      activatedAt,
      remembered: check.id in remembered,
      names,
    };
    try {
      const kind = kindOf(check);
      if (kind.remembers?.(check.expected, observation)) remembered[check.id] = true;
      const needed = checks.findIndex(({ id }) => check.needs.includes(id) && verdicts[id]?.is !== 'passed');
      const verdict: Verdict =
        needed === -1
          ? evaluateCheck(kind, check.expected, observation, context)
          : { is: 'waiting', because: message('check.step.needs', { number: needed + 1 }) };
      verdicts[check.id] = verdict;
      if (verdict.is === 'passed') passed[check.id] = verdict.because;
    } catch {
      // A kind that throws is our mistake. The learner is not told off for it, and the other checks go on.
      verdicts[check.id] = { is: 'broken', code: 'CHECK_BROKEN' };
    }
  }
  const done = memory.done || checks.every(({ id }) => verdicts[id]?.is === 'passed');
  return { verdicts, memory: { ...memory, passed, remembered, done } };
}

/** What a check expects to be called so: its own `name`, or those of its alternatives. */
function namesIn(expected: unknown): string[] {
  if (Array.isArray(expected)) return expected.flatMap((part: Check) => namesIn(part.expected));
  const name = typeof expected === 'object' && expected !== null && 'name' in expected ? expected.name : undefined;
  return typeof name === 'string' ? [name] : [];
}
