import type { StepOutcome } from '../rehearsal/rehearse-lesson.ts';

/** How one lesson's rehearsal went. */
export interface LessonRun {
  lesson: string;
  steps: StepOutcome[];
  /** From its first sandbox to the end of its last. */
  ms: number;
  /** Why the lesson could not be gone through; null when it was. */
  problem: string | null;
}

/** A whole run of `lesson test`. */
export interface TestRun {
  lessons: LessonRun[];
  /** Mistakes in the files of the lessons, by file. */
  problems: { lesson: string; why: string }[];
  ms: number;
}

/** What `--json` prints. `step` is missing when a lesson could not be begun. */
export interface TestResult {
  lessons: number;
  steps: number;
  passed: number;
  failed: { lesson: string; step?: string; why: string }[];
}

/** The counts of a run and everything that failed in it. */
export function resultOf({ lessons, problems }: TestRun): TestResult {
  const steps = lessons.flatMap((each) => each.steps);
  const failed: TestResult['failed'] = [...problems];
  for (const { lesson, steps: outcomes, problem } of lessons) {
    for (const { step, why } of outcomes) if (why.length > 0) failed.push({ lesson, step, why: why.join('; ') });
    if (problem !== null) failed.push({ lesson, why: problem });
  }
  const passed = steps.filter(({ why }) => why.length === 0).length;
  return { lessons: lessons.length, steps: steps.length, passed, failed };
}

/** Milliseconds the solutions of a lesson took to type, answers and verdicts included. */
export function typingMs({ steps }: LessonRun): number {
  return steps.reduce((sum, { ms }) => sum + ms, 0);
}
