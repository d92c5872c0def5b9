import type { Root } from 'mdast';
import { z } from 'zod';
import { parseAttributes, placeOf } from './attributes.ts';
import { OptionAttributes, QuizAttributes, StepAttributes } from './components.ts';
import type { Problems } from './problem.ts';
import { whyOf } from './read-quiz.ts';
import type { StepSource } from './read-step.ts';
import { type Element, elementsOf } from './syntax.ts';

/** A step's prose in another language. */
export interface TranslatedStep {
  title: string;
  node: Element;
  hints: number;
}

const QuestionAttributes = z.strictObject({ id: z.string(), question: z.string().min(1) });

/**
 * Reads the steps of a translation. Steps it lacks are shown in the default language; that, other numbers of hints and another
 * order are noted as drift. A quiz that is not the same quiz is a mistake, because its answers would mean something else.
 */
export function readTranslation(
  tree: Root,
  originals: readonly StepSource[],
  problems: Problems,
): Map<string, TranslatedStep> {
  const steps = new Map<string, TranslatedStep>();
  for (const node of elementsOf(tree, 'Step')) {
    const attributes = parseAttributes(node, StepAttributes, problems);
    if (!attributes) continue;
    const original = originals.find(({ id }) => id === attributes.id);
    if (!original) {
      problems.add(
        placeOf(node, 'id'),
        'TRANSLATION_DIFFERS',
        `lesson.mdx has no step "${attributes.id}"`,
        `use one of ${originals.map(({ id }) => id).join(', ')}`,
      );
      continue;
    }
    if (steps.has(attributes.id))
      problems.add(node, 'ID_TWICE', `there are two steps "${attributes.id}"`, 'remove one');
    const hints = elementsOf(node, 'Hint').length;
    if (hints !== original.hints) {
      problems.drift(
        node,
        'TRANSLATION_DIFFERS',
        `step "${original.id}" has ${hints} hints, lesson.mdx has ${original.hints}`,
        'translate all hints',
      );
    }
    compareQuizzes(node, original, problems);
    compareQuestions(node, original, problems);
    steps.set(attributes.id, { title: attributes.title, node, hints });
  }
  for (const { id } of originals) {
    if (!steps.has(id))
      problems.drift(
        undefined,
        'TRANSLATION_MISSING',
        `step "${id}" is not translated`,
        'translate it; until then it is shown in the default language',
      );
  }
  const order = originals.map(({ id }) => id).filter((id) => steps.has(id));
  if (order.join() !== [...steps.keys()].join())
    problems.drift(
      undefined,
      'TRANSLATION_DIFFERS',
      'the steps stand in another order',
      'order them as lesson.mdx does',
    );
  return steps;
}

function compareQuizzes(node: Element, original: StepSource, problems: Problems): void {
  const found = new Set<string>();
  for (const quiz of elementsOf(node, 'Quiz')) {
    const attributes = parseAttributes(quiz, QuizAttributes, problems);
    if (!attributes) continue;
    found.add(attributes.id);
    const options = original.quizzes[attributes.id];
    if (!options) {
      problems.add(
        placeOf(quiz, 'id'),
        'TRANSLATION_DIFFERS',
        `the step has no quiz "${attributes.id}" in lesson.mdx`,
        'use the id of lesson.mdx',
      );
      continue;
    }
    const translated = elementsOf(quiz, 'Option').map((option) => {
      if (!whyOf(option)) problems.add(option, 'QUIZ_INVALID', 'an option has no explanation', 'add <Why>…</Why>');
      return parseAttributes(option, OptionAttributes, problems)?.id ?? '';
    });
    if (translated.join() !== options.join()) {
      problems.add(
        quiz,
        'TRANSLATION_DIFFERS',
        `the options are ${translated.join(', ')}`,
        `write ${options.join(', ')}, in this order`,
      );
    }
  }
  for (const id of Object.keys(original.quizzes)) {
    if (!found.has(id))
      problems.add(node, 'TRANSLATION_DIFFERS', `quiz "${id}" is missing`, 'translate it, or leave the whole step out');
  }
}

function compareQuestions(node: Element, original: StepSource, problems: Problems): void {
  const expected = original.checks.filter(({ kind }) => kind === 'answer-given').map(({ id }) => id);
  const found = elementsOf(node, 'Question').map(
    (question) => parseAttributes(question, QuestionAttributes, problems)?.id ?? '',
  );
  if (found.join() === expected.join()) return;
  problems.add(
    node,
    'TRANSLATION_DIFFERS',
    `its questions are "${found.join(', ')}"`,
    `write the questions "${expected.join(', ')}", in this order`,
  );
}
