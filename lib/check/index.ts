/** Kinds of checks, and what an observation means for the checks of a step. Pure: knows no MDX, no Docker client, no clock. */
export { anyCheck, kindOf, wantsOf } from './any-of.ts';
export { checkKind, checkKinds } from './check-kinds.ts';
export { canonicalWords, splitCommandLine } from './command-line.ts';
export { describeCheck } from './describe-check.ts';
export { looksLike } from './edit-distance.ts';
export { evaluateCheck } from './evaluate-check.ts';
export { evaluateStep, newStepMemory, type StepMemory, type StepResult } from './evaluate-step.ts';
export type { CheckContext, CheckExample, CheckKind } from './kind.ts';
export * from './model.ts';
export { attributeNames, type CheckMistake, parseCheck, type WrittenCheck } from './parse-check.ts';
export { checkReference } from './reference.ts';
export { checkMessages, pattern, say } from './say.ts';
export { stepState } from './step-state.ts';
export { whatItSaw } from './what-it-saw.ts';
