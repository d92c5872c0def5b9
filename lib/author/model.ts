import { z } from 'zod';
import type { Message } from '../base/index.ts';
import type { CheckMode, Verdict } from '../check/model.ts';

/** How many evaluations of a check are kept. */
export const evaluationsKept = 20;

/** One evaluation of a check: when, what came out, and why. */
export interface Evaluation {
  /** Milliseconds since the epoch. */
  at: number;
  is: Verdict['is'];
  because: Message | null;
}

/** A check as its author sees it: with what it expects, which learners never get. */
export interface AuthorCheck {
  id: string;
  kind: string;
  mode: CheckMode;
  title: Message;
  /** Its attributes as JSON. */
  expected: string;
  /** What it looked at, as JSON, cut where it is very long. */
  saw: string;
  /** Latest first. */
  evaluations: Evaluation[];
}

/** A step as its author sees it. */
export interface AuthorStep {
  id: string;
  solution: string[];
  alternatives: string[][];
  breaks: { id: string; check: string; says: string; commands: string[] }[];
  checks: AuthorCheck[];
}

/** What an author's page says: which step it looks at. */
export const AuthorClientFrame = z.strictObject({ type: z.literal('look'), step: z.string().max(64) });
export type AuthorClientFrame = z.infer<typeof AuthorClientFrame>;

/**
 * What the server says. `step`: how the step stands now; `saved`: the lesson was read again, so the page should be fetched anew;
 * `problems` are its mistakes, one line each.
 */
export const AuthorServerFrame = z.union([
  z.strictObject({
    type: z.literal('step'),
    step: z.custom<AuthorStep>((value) => typeof value === 'object' && value !== null),
  }),
  z.strictObject({ type: z.literal('saved'), fresh: z.boolean(), problems: z.array(z.string()) }),
]);
export type AuthorServerFrame = z.infer<typeof AuthorServerFrame>;

/** Path of the author's socket. Only `lesson preview` answers there. */
export const authorPath = (lesson: string): string => `/ws/author/${lesson}`;
