import { parseAttributes } from './attributes.ts';
import { OptionAttributes } from './components.ts';
import type { Problems } from './problem.ts';
import { childrenOf, type Element, elementsOf, isElement, type Node } from './syntax.ts';

/** Reads the options of a `<Quiz>` of the default language; null when one right option cannot be told. */
export function readQuizOptions(quiz: Element, problems: Problems): { ids: string[]; right: string } | null {
  const ids: string[] = [];
  const right: string[] = [];
  for (const node of elementsOf(quiz, 'Option')) {
    const option = parseAttributes(node, OptionAttributes, problems);
    if (!option) continue;
    if (ids.includes(option.id))
      problems.add(node, 'ID_TWICE', `the quiz has two options "${option.id}"`, 'give each its own id');
    ids.push(option.id);
    if (option.right) right.push(option.id);
    if (!whyOf(node))
      problems.add(
        node,
        'QUIZ_INVALID',
        `option "${option.id}" has no explanation`,
        'add <Why>…</Why>, to the right option too',
      );
  }
  for (const child of childrenOf(quiz)) {
    if (!isElement(child, 'Option'))
      problems.add(child, 'QUIZ_INVALID', 'something else than an <Option> in a <Quiz>', 'move it above the quiz');
  }
  if (ids.length < 2)
    problems.add(quiz, 'QUIZ_INVALID', 'a quiz has at least two options', 'add <Option id="…">…<Why>…</Why></Option>');
  if (right.length !== 1) {
    problems.add(quiz, 'QUIZ_INVALID', `${right.length} options are right`, 'write right on exactly one <Option>');
    return null;
  }
  return { ids, right: right[0] ?? '' };
}

/** The `<Why>` of an option, which may stand in the option's own paragraph. */
export function whyOf(option: Element): Element | undefined {
  return [...childrenOf(option), ...inParagraphs(option)].find((child): child is Element => isElement(child, 'Why'));
}

/** The label of an option: everything but its `<Why>`, a lone paragraph unwrapped, because it stands in one line. */
export function labelOf(option: Element): Node[] {
  const blocks = childrenOf(option).filter((child) => !isElement(child, 'Why'));
  const [only] = blocks;
  const label = blocks.length === 1 && only?.type === 'paragraph' ? childrenOf(only) : blocks;
  return label.filter((child) => !isElement(child, 'Why'));
}

function inParagraphs(node: Element): Node[] {
  return childrenOf(node).flatMap((child) => (child.type === 'paragraph' ? childrenOf(child) : []));
}
