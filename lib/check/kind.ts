import type { z } from 'zod';
import type { Message } from '../base/index.ts';
import type { CheckMode, Observation, Verdict, Wants } from './model.ts';

/** What a kind may know beside the observation. */
export interface CheckContext {
  /** Ids of the step and of the check: together the key of an answer. */
  step: string;
  check: string;
  mode: CheckMode;
  /** Activation: when the step became current (ms since the epoch). Older events and commands do not count. */
  activatedAt: number;
  /** True when {@link CheckKind.remembers} was true at some earlier moment of this step. */
  remembered: boolean;
  /** Names checks of the step ask for: a container called so was made for one of them, and is nobody else's near miss. */
  names?: readonly string[];
}

/** A situation and the verdict it must get: a unit test of the kind and a row of its reference. */
export interface CheckExample {
  /** "Pulled with another tag". */
  title: string;
  /** Attributes as an author writes them. */
  attributes: Record<string, string>;
  given: Partial<Observation>;
  context?: Partial<CheckContext>;
  verdict: { is: 'passed' | 'waiting' | 'failed'; because: string };
}

/**
 * A kind of check: one file in kinds/, named as in lessons. All functions are pure and return for every observation,
 * however odd; one that throws yields the verdict `broken`.
 */
export interface CheckKind<Expected = unknown> {
  readonly name: string;
  /** One sentence for authors, in the reference. */
  readonly summary: string;
  /** Attributes of `<Check>` (all strings) → what evaluate() expects. Each attribute has a `.describe()`. */
  readonly schema: z.ZodType<Expected>;
  /** True when the daemon's lists decide, so that a sleeping or stopped daemon is answered for before evaluate(). */
  readonly needsDaemon: boolean;
  /** The sentence the page shows for the check. */
  describe(expected: Expected): Message;
  evaluate(expected: Expected, observation: Observation, context: CheckContext): Verdict;
  /** Names a learner may mistype on the way (besides Docker's own words). */
  vocabulary?(expected: Expected): string[];
  /** What evaluate() looks at beyond the daemon's lists. */
  wants?(expected: Expected): Partial<Wants>;
  /** True while something holds that must be remembered for later, such as "the image was there once". */
  remembers?(expected: Expected, observation: Observation): boolean;
  /** The right answer in this sandbox, for kinds that ask for one: `lesson test` gives it. Null when there is none yet. */
  answer?(expected: Expected, observation: Observation): string | null;
  readonly examples: readonly CheckExample[];
}
