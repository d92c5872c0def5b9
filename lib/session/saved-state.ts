import { z } from 'zod';
import { parseJson } from '../base/index.ts';
import type { StepMemory } from '../check/index.ts';

/** What a session remembers beyond its row: which sandbox it had, and what its checks remember, by step. */
export interface SavedState {
  sandbox: string | null;
  memory: Record<string, StepMemory>;
}

const MessageRow = z.strictObject({
  id: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
const Memory = z.strictObject({
  step: z.string(),
  activatedAt: z.number().nullable(),
  passed: z.record(z.string(), MessageRow),
  remembered: z.record(z.string(), z.literal(true)),
  done: z.boolean(),
}) satisfies z.ZodType<StepMemory>;
const Saved = z.strictObject({ sandbox: z.string().nullable(), memory: z.record(z.string(), Memory) });
const Answers = z.record(z.string(), z.string());

/** Reads the stored JSON; anything unreadable counts as nothing remembered, since progress is kept elsewhere. */
export function readState(text: string): SavedState {
  const parsed = Saved.safeParse(parseJson(text));
  return parsed.success ? parsed.data : { sandbox: null, memory: {} };
}

/** Reads the stored answers, by `<step>/<check>`. */
export function readAnswers(text: string): Record<string, string> {
  const parsed = Answers.safeParse(parseJson(text));
  return parsed.success ? parsed.data : {};
}
