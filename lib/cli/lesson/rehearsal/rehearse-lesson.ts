import type { LessonDefinition } from '#lib/lesson/index.ts';
import { defaultLimits, type Ground, type Limits } from './ground.ts';
import { RehearsedSandbox } from './rehearsed-sandbox.ts';
import { onScreen, runTrial, type Surroundings, trialsOf, unmet } from './trials.ts';

/** What was found at one step: `why` is empty when it is as it should be. */
export interface StepOutcome {
  lesson: string;
  step: string;
  why: string[];
  /** How long typing the solution took until the step was passed or given up; 0 when it was not tried. */
  ms: number;
}

/** Sandboxes that are used at the same time for the trials of a lesson. */
const sandboxesAtOnce = 3;

/**
 * Goes through a lesson as a learner would, in real sandboxes, and demands of every step: not passed before its solution, passed
 * after it. Then, each in a sandbox of its own where only the earlier solutions were typed: of every alternative that the step is
 * passed as well, and of every break that its check fails and says what the author foresaw. Rejects only when it is aborted or no
 * sandbox can be had.
 */
export async function rehearseLesson(
  definition: LessonDefinition,
  ground: Ground,
  signal: AbortSignal,
  limits: Limits = defaultLimits,
): Promise<StepOutcome[]> {
  const { slug, steps } = definition;
  const surroundings = { ground, limits, signal };
  const outcomes = steps.map((step): StepOutcome => ({ lesson: slug, step: step.id, why: [], ms: 0 }));
  const reached = await solveAll(definition, outcomes, surroundings);
  const next = trialsOf(steps.slice(0, reached)).values();
  const work = async () => {
    for (const trial of next) {
      const found = await runTrial(definition, trial, surroundings).catch((error: unknown) => {
        signal.throwIfAborted();
        return sentence(error);
      });
      if (found) outcomes[trial.index]?.why.push(`${trial.name}: ${found}`);
    }
  };
  await Promise.all(Array.from({ length: sandboxesAtOnce }, work));
  return outcomes;
}

/** Types all solutions in one sandbox; resolves with the number of steps that were passed before one was not. */
async function solveAll(
  definition: LessonDefinition,
  outcomes: readonly StepOutcome[],
  { ground, limits, signal }: Surroundings,
): Promise<number> {
  await using sandbox = await RehearsedSandbox.open(definition, ground, limits, signal);
  for (const [index, step] of definition.steps.entries()) {
    const outcome = outcomes[index];
    if (!outcome) break;
    let began = ground.clock.now();
    try {
      if (await sandbox.begin(step, signal)) outcome.why.push('is passed before its solution');
      began = ground.clock.now();
      if (await sandbox.solve(signal)) continue;
      outcome.why.push(...unmet(step, sandbox.verdicts), onScreen(sandbox));
    } catch (error) {
      signal.throwIfAborted();
      outcome.why.push(sentence(error));
    } finally {
      outcome.ms = ground.clock.now() - began;
    }
    for (const later of outcomes.slice(index + 1)) later.why.push('not tried, because a step before it was not passed');
    return index;
  }
  return definition.steps.length;
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
