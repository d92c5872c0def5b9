import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and hyphens');
const text = z.string().min(1);

/** Components a lesson may use: where they may stand and which attributes they have. `default` ones only in the default language. */
export interface Component {
  /** Components it must be a direct child of; none means anywhere. '' is the top of the file. */
  within?: readonly string[];
  schema: z.ZodType;
  defaultOnly?: true;
}

/** Attributes, one schema per component that has its own reader. */
export const StepAttributes = z.strictObject({ id, title: text });
export const BreakAttributes = z.strictObject({
  id,
  check: id,
  says: z.string().regex(/^check(\.[a-z-]+)+$/, 'a message id such as check.typo'),
});
export const QuizAttributes = z.strictObject({ id, question: text });
export const OptionAttributes = z.strictObject({ id, right: z.literal(true).optional() });
export const PreviewAttributes = z.strictObject({
  port: z.string().regex(/^[1-9]\d{0,4}$/, 'a port number in quotes'),
});
/** `of`, `name` and `image` are attributes of the check kind answer-given, which reads them itself. */
export const QuestionAttributes = z.looseObject({ id, question: text });
export const CheckAttributes = z.looseObject({ id, kind: text, mode: text.optional(), needs: text.optional() });
export const AnyAttributes = z.strictObject({ id, mode: text.optional(), needs: text.optional() });
const none = z.strictObject({});

export const components: Readonly<Record<string, Component>> = {
  Step: { within: [''], schema: StepAttributes },
  Check: { within: ['Step', 'Any'], schema: CheckAttributes, defaultOnly: true },
  /** Checks of which one has to pass. */
  Any: { within: ['Step'], schema: AnyAttributes, defaultOnly: true },
  Hint: { within: ['Step'], schema: none },
  Solution: { within: ['Step'], schema: none, defaultOnly: true },
  /** Another way that must pass as well as the solution. */
  Alternative: { within: ['Step'], schema: none, defaultOnly: true },
  Break: { within: ['Step'], schema: BreakAttributes, defaultOnly: true },
  Quiz: { within: ['Step'], schema: QuizAttributes },
  Option: { within: ['Quiz'], schema: OptionAttributes },
  Why: { within: ['Option'], schema: none },
  Question: { within: ['Step'], schema: QuestionAttributes },
  Preview: { schema: PreviewAttributes },
  // Plain tags for what Markdown has no sign for.
  kbd: { schema: none },
  br: { schema: none },
  abbr: { schema: z.strictObject({ title: text }) },
};
