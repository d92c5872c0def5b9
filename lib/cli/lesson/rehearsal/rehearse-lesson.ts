import { say, type Verdict } from '#lib/check/index.ts';
import type { Break, LessonDefinition, StepDefinition } from '#lib/lesson/index.ts';
import { defaultLimits, type Ground, type Limits } from './ground.ts';
import { RehearsedSandbox } from './rehearsed-sandbox.ts';

/** What was found at one step: `why` is empty when it is as it should be. */
export interface StepOutcome {
  lesson: string;
  step: string;
  why: string[];
}

/** Sandboxes that are used at the same time for the breaks of a lesson. */
const sandboxesAtOnce = 3;

/**
 * Goes through a lesson as a learner would, in real sandboxes, and demands of every step: not passed before its solution, passed
 * after it; and of every break, made in a sandbox of its own where only the earlier solutions were typed: its check fails
 * and says what the author foresaw. Rejects only when it is aborted or no sandbox can be had.
 */
export async function rehearseLesson(
  definition: LessonDefinition,
  ground: Ground,
  signal: AbortSignal,
  limits: Limits = defaultLimits,
): Promise<StepOutcome[]> {
  const { slug, steps } = definition;
  const outcomes = steps.map((step): StepOutcome => ({ lesson: slug, step: step.id, why: [] }));
  const reached = await solveAll(definition, outcomes, { ground, limits, signal });
  const breaks = steps.slice(0, reached).flatMap((step, index) => step.breaks.map((broken) => ({ index, broken })));
  const next = breaks.values();
  const work = async () => {
    for (const { index, broken } of next) {
      const found = await tryBreak(definition, index, broken, { ground, limits, signal }).catch((error: unknown) => {
        signal.throwIfAborted();
        return sentence(error);
      });
      if (found) outcomes[index]?.why.push(`break "${broken.id}": ${found}`);
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
    const why = outcomes[index]?.why ?? [];
    try {
      if (await sandbox.begin(step, signal)) why.push('is passed before its solution');
      if (await sandbox.solve(signal)) continue;
      why.push(...unmet(step, sandbox.verdicts), onScreen(sandbox));
    } catch (error) {
      signal.throwIfAborted();
      why.push(sentence(error));
    }
    for (const outcome of outcomes.slice(index + 1))
      outcome.why.push('not tried, because a step before it was not passed');
    return index;
  }
  return definition.steps.length;
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

interface Surroundings {
  ground: Ground;
  limits: Limits;
  signal: AbortSignal;
}

/** Tries a break of the step at `index`; says what was wrong, or null. */
async function tryBreak(
  definition: LessonDefinition,
  index: number,
  { commands, check, says }: Break,
  { ground, limits, signal }: Surroundings,
): Promise<string | null> {
  await using sandbox = await RehearsedSandbox.open(definition, ground, limits, signal);
  for (const earlier of definition.steps.slice(0, index)) {
    await sandbox.begin(earlier, signal);
    if (!(await sandbox.solve(signal))) return `step "${earlier.id}" before it did not pass`;
  }
  const step = definition.steps[index];
  if (!step) return null;
  await sandbox.begin(step, signal);
  await sandbox.type(commands, signal);
  if (await sandbox.fails(check, says, signal)) return null;
  return `check "${check}" should fail and say ${says}, but ${spoken(sandbox.verdicts[check])}; ${onScreen(sandbox)}`;
}

function unmet(step: StepDefinition, verdicts: Readonly<Record<string, Verdict>>): string[] {
  const open = step.checks.filter(({ id }) => verdicts[id]?.is !== 'passed');
  return open.map(({ id }) => `check "${id}" is not passed after the solution: ${spoken(verdicts[id])}`);
}

function onScreen({ screen }: RehearsedSandbox): string {
  return `the screen says:\n${screen}`;
}

function spoken(verdict: Verdict | undefined): string {
  if (!verdict) return 'was not evaluated';
  if (verdict.is === 'broken') return `is broken (${verdict.code})`;
  return `is ${verdict.is} and says ${verdict.because.id}: ${say(verdict.because)}`;
}
