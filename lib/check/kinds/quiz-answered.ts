import { z } from 'zod';
import { message } from '../../base/index.ts';
import type { CheckKind } from '../kind.ts';

const schema = z.strictObject({
  right: z.string().min(1).describe('Id of the right option.'),
});
type Expected = z.infer<typeof schema>;

/** The quiz with the check's id got its right option. Made by `<Quiz>`, never written as `<Check>`. */
export const quizAnswered: CheckKind<Expected> = {
  name: 'quiz-answered',
  summary: 'The quiz was answered with its right option. Written as `<Quiz>`.',
  schema,
  needsDaemon: false,
  describe: () => message('check.quiz-answered.title'),
  answer: ({ right }) => right,

  evaluate({ right }, observation, { step, check }) {
    const answer = observation.answers[`${step}/${check}`];
    if (answer === undefined) return { is: 'waiting', because: message('check.quiz-answered.open') };
    if (answer === right) return { is: 'passed', because: message('check.quiz-answered.passed') };
    return { is: 'failed', because: message('check.quiz-answered.wrong') };
  },

  examples: [
    {
      title: 'Not answered',
      attributes: { right: 'a' },
      given: {},
      verdict: { is: 'waiting', because: 'check.quiz-answered.open' },
    },
    {
      title: 'Right',
      attributes: { right: 'a' },
      given: { answers: { 'step/check': 'a' } },
      verdict: { is: 'passed', because: 'check.quiz-answered.passed' },
    },
    {
      title: 'Wrong',
      attributes: { right: 'a' },
      given: { answers: { 'step/check': 'b' } },
      verdict: { is: 'failed', because: 'check.quiz-answered.wrong' },
    },
  ],
};
