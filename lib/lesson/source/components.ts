import { z } from 'zod';

const idOf = (what: string) =>
  z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and hyphens')
    .describe(`Name of the ${what}: lower-case letters, digits and hyphens.`);
const text = z.string().min(1);

/** Components a lesson may use: where they may stand and which attributes they have. `default` ones only in the default language. */
export interface Component {
  /** One sentence for editors. */
  about: string;
  /** Components it must be a direct child of; none means anywhere. '' is the top of the file. */
  within?: readonly string[];
  schema: z.ZodType;
  defaultOnly?: true;
}

const mode = text.optional().describe('`once` (meant when left out): has happened. `holds`: must be true now.');
const needs = text.optional().describe('Ids of earlier checks of the step to wait for, separated by spaces.');

/** Attributes, one schema per component that has its own reader. */
export const StepAttributes = z.strictObject({ id: idOf('step'), title: text.describe('Heading of the step.') });
export const BreakAttributes = z.strictObject({
  id: idOf('break'),
  check: idOf('check').describe('Id of the check that must then fail.'),
  says: z
    .string()
    .regex(/^check(\.[a-z-]+)+$/, 'a message id such as check.typo')
    .describe('Id of the message it must say, from the check reference.'),
});
export const QuizAttributes = z.strictObject({ id: idOf('quiz'), question: text.describe('What is asked.') });
export const OptionAttributes = z.strictObject({
  id: idOf('option'),
  right: z.literal(true).optional().describe('Written without a value, on the one right option.'),
});
export const PreviewAttributes = z.strictObject({
  port: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'a port number in quotes')
    .describe('Port of the learner’s machine.'),
});
/** `of`, `name` and `image` are attributes of the check kind answer-given, which reads them itself. */
export const QuestionAttributes = z.looseObject({ id: idOf('question'), question: text.describe('What is asked.') });
export const CheckAttributes = z.looseObject({
  id: idOf('check'),
  kind: text.describe('Kind of the check, from the check reference.'),
  mode,
  needs,
});
export const AnyAttributes = z.strictObject({ id: idOf('check'), mode, needs });
const none = z.strictObject({});

export const components: Readonly<Record<string, Component>> = {
  Step: { about: 'One thing to learn: text, checks, hints, a solution.', within: [''], schema: StepAttributes },
  Check: {
    about: 'What must be true for the step to be done.',
    within: ['Step', 'Any'],
    schema: CheckAttributes,
    defaultOnly: true,
  },
  Any: {
    about: 'Checks of which one has to pass; the page shows the sentence of the first.',
    within: ['Step'],
    schema: AnyAttributes,
    defaultOnly: true,
  },
  Hint: { about: 'Help on request; several are shown one after another.', within: ['Step'], schema: none },
  Solution: { about: 'One sh block: what to type.', within: ['Step'], schema: none, defaultOnly: true },
  Alternative: {
    about: 'One sh block: another way that must pass as well as the solution.',
    within: ['Step'],
    schema: none,
    defaultOnly: true,
  },
  Break: {
    about: 'One sh block: a mistake you foresee, and what must be said about it.',
    within: ['Step'],
    schema: BreakAttributes,
    defaultOnly: true,
  },
  Quiz: { about: 'A question with options; a check too.', within: ['Step'], schema: QuizAttributes },
  Option: { about: 'An answer; it explains itself with <Why>.', within: ['Quiz'], schema: OptionAttributes },
  Why: { about: 'Why an option is right, or what is wrong with it.', within: ['Option'], schema: none },
  Question: {
    about: 'A question about the learner’s own machine, answered in one line.',
    within: ['Step'],
    schema: QuestionAttributes,
  },
  Preview: { about: 'A port of the machine, opened in the page.', schema: PreviewAttributes },
  // Plain tags for what Markdown has no sign for.
  kbd: { about: 'A key.', schema: none },
  br: { about: 'A line break.', schema: none },
  abbr: { about: 'A short form.', schema: z.strictObject({ title: text.describe('The long form.') }) },
};
