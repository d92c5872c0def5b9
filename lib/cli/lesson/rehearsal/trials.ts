import { say, type Verdict } from '#lib/check/index.ts';
import type { Break, CommandLines, LessonDefinition, StepDefinition } from '#lib/lesson/index.ts';
import type { Ground, Limits } from './ground.ts';
import { RehearsedSandbox } from './rehearsed-sandbox.ts';

/** What a rehearsal goes on with all along. */
export interface Surroundings {
  ground: Ground;
  limits: Limits;
  signal: AbortSignal;
}

/** Something that is tried at one step in a sandbox of its own, where only the earlier solutions were typed. */
export interface Trial {
  /** Which step it belongs to. */
  index: number;
  /** For messages: `break "typo"`. */
  name: string;
  /** Does it in a sandbox in which the step has begun; says what was wrong, or null. */
  run(sandbox: RehearsedSandbox, signal: AbortSignal): Promise<string | null>;
}

/** Everything that is to be tried at the steps of a lesson: every break must fail as foreseen, every alternative must pass. */
export function trialsOf(steps: readonly StepDefinition[]): Trial[] {
  return steps.flatMap((step, index) => [
    ...step.breaks.map((each) => breakTrial(index, each)),
    ...step.alternatives.map((commands, at) => alternativeTrial(index, at, step, commands)),
  ]);
}

/** Runs a trial in a sandbox of its own; says what was wrong, or null. */
export async function runTrial(
  { steps, ...lesson }: LessonDefinition,
  { index, run }: Trial,
  { ground, limits, signal }: Surroundings,
): Promise<string | null> {
  await using sandbox = await RehearsedSandbox.open({ steps, ...lesson }, ground, limits, signal);
  for (const earlier of steps.slice(0, index)) {
    await sandbox.begin(earlier, signal);
    if (!(await sandbox.solve(signal)))
      return [
        `step "${earlier.id}" before it did not pass`,
        ...unmet(earlier, sandbox.verdicts),
        onScreen(sandbox),
      ].join('; ');
  }
  const step = steps[index];
  if (!step) return null;
  await sandbox.begin(step, signal);
  // Awaited here: the sandbox ends when this function returns.
  return await run(sandbox, signal);
}

function breakTrial(index: number, { id, commands, check, says }: Break): Trial {
  return {
    index,
    name: `break "${id}"`,
    async run(sandbox, signal) {
      await sandbox.type(commands, signal);
      if (await sandbox.fails(check, says, signal)) return null;
      return `check "${check}" should fail and say ${says}, but ${spoken(sandbox.verdicts[check])}; ${onScreen(sandbox)}`;
    },
  };
}

function alternativeTrial(index: number, at: number, step: StepDefinition, commands: CommandLines): Trial {
  return {
    index,
    name: `alternative ${at + 1}`,
    async run(sandbox, signal) {
      if (await sandbox.solve(signal, commands)) return null;
      return [...unmet(step, sandbox.verdicts), onScreen(sandbox)].join('; ');
    },
  };
}

/** One sentence for every check that is not passed. */
export function unmet(step: StepDefinition, verdicts: Readonly<Record<string, Verdict>>): string[] {
  const open = step.checks.filter(({ id }) => verdicts[id]?.is !== 'passed');
  return open.map(({ id }) => `check "${id}" is not passed after the solution: ${spoken(verdicts[id])}`);
}

/** What the terminal shows, for messages. */
export function onScreen({ screen }: RehearsedSandbox): string {
  return `the screen says:\n${screen}`;
}

function spoken(verdict: Verdict | undefined): string {
  if (!verdict) return 'was not evaluated';
  if (verdict.is === 'broken') return `is broken (${verdict.code})`;
  return `is ${verdict.is} and says ${verdict.because.id}: ${say(verdict.because)}`;
}
