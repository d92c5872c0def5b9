import type { Code } from 'mdast';
import { anyCheck, type CheckMistake, parseCheck, pattern } from '#lib/check/index.ts';
import type { Check } from '#lib/check/model.ts';
import type { Break, CommandLines } from '../definition.ts';
import { literalAttributes, parseAttributes, placeOf } from './attributes.ts';
import {
  AnyAttributes,
  BreakAttributes,
  CheckAttributes,
  QuestionAttributes,
  QuizAttributes,
  StepAttributes,
} from './components.ts';
import type { Problems } from './problem.ts';
import { readQuizOptions } from './read-quiz.ts';
import { childrenOf, type Element, elementsOf, isElement } from './syntax.ts';

/** A step as lesson.mdx declares it. */
export interface StepSource {
  id: string;
  title: string;
  node: Element;
  checks: Check[];
  hints: number;
  solution: CommandLines;
  alternatives: CommandLines[];
  breaks: Break[];
  /** Ids of the options of each quiz, by the quiz's id. */
  quizzes: Record<string, string[]>;
}

/** Reads a `<Step>` of the default language and notes every mistake in it; null when not even its id can be read. */
export function readStep(node: Element, sandbox: boolean, problems: Problems): StepSource | null {
  const attributes = parseAttributes(node, StepAttributes, problems);
  if (!attributes) return null;
  const step: StepSource = {
    ...attributes,
    node,
    checks: [],
    hints: elementsOf(node, 'Hint').length,
    solution: [],
    alternatives: [],
    breaks: [],
    quizzes: {},
  };
  const seen = new Set<string>();
  for (const child of childrenOf(node)) {
    const check = isElement(child) ? readCheck(child, step, problems) : null;
    if (!check || !isElement(child)) continue;
    if (seen.has(check.id)) {
      problems.add(placeOf(child, 'id'), 'ID_TWICE', `the step has two checks "${check.id}"`, 'give each its own id');
    }
    const unknown = check.needs.find((id) => !seen.has(id));
    if (unknown !== undefined) {
      problems.add(
        placeOf(child, 'needs'),
        'NEEDS_UNKNOWN',
        `needs "${unknown}", which no earlier check of the step is called`,
        'name a check above it',
      );
    }
    seen.add(check.id);
    step.checks.push(check);
  }
  const asked = step.checks.every(({ kind }) => kind === 'quiz-answered' || kind === 'answer-given');
  if (step.checks.length === 0)
    problems.add(node, 'STEP_INCOMPLETE', `step "${step.id}" has no check`, 'add a <Check> or a <Quiz>');
  if (step.hints === 0) problems.add(node, 'STEP_INCOMPLETE', `step "${step.id}" has no hint`, 'add a <Hint>');
  readSolution(node, step, sandbox && !asked, problems);
  step.alternatives = elementsOf(node, 'Alternative').map((child) => commandLines(child, problems));
  readBreaks(node, step, problems);
  return step;
}

function readCheck(child: Element, step: StepSource, problems: Problems): Check | null {
  if (child.name === 'Check') {
    const read = parseAttributes(child, CheckAttributes, problems);
    if (!read) return null;
    const { id, kind, mode, needs, ...rest } = read;
    if (kind === 'quiz-answered' || kind === 'answer-given') {
      const component = kind === 'quiz-answered' ? 'Quiz' : 'Question';
      problems.add(
        placeOf(child, 'kind'),
        'CHECK_INVALID',
        `${kind} is not written as <Check>`,
        `write <${component} id="${id}" question="…">`,
      );
      return null;
    }
    return parsed(child, parseCheck({ id, kind, mode, needs, attributes: onlyText(child, rest, problems) }), problems);
  }
  if (child.name === 'Any') return readAny(child, step, problems);
  if (child.name === 'Question') {
    const read = parseAttributes(child, QuestionAttributes, problems);
    if (!read) return null;
    const { id, question: _, ...rest } = read;
    return parsed(
      child,
      parseCheck({ id, kind: 'answer-given', attributes: onlyText(child, rest, problems) }),
      problems,
    );
  }
  if (child.name === 'Quiz') {
    const read = parseAttributes(child, QuizAttributes, problems);
    const options = readQuizOptions(child, problems);
    if (!read || !options) return null;
    step.quizzes[read.id] = options.ids;
    return parsed(
      child,
      parseCheck({ id: read.id, kind: 'quiz-answered', attributes: { right: options.right } }),
      problems,
    );
  }
  return null;
}

/** Checks of which one has to pass: the first is the main way, the one the page names. */
function readAny(node: Element, step: StepSource, problems: Problems): Check | null {
  const read = parseAttributes(node, AnyAttributes, problems);
  const alternatives: Check[] = [];
  for (const child of childrenOf(node)) {
    if (!isElement(child, 'Check')) {
      problems.add(child, 'CHECK_INVALID', 'something else than a <Check> in an <Any>', 'move it out of the <Any>');
      continue;
    }
    const place = ['mode', 'needs'].find((name) => placeOf(child, name) !== child);
    if (place !== undefined)
      problems.add(
        placeOf(child, place),
        'CHECK_INVALID',
        `${place} on a <Check> in an <Any>`,
        `write ${place} on the <Any>`,
      );
    const check = readCheck(child, step, problems);
    if (!check) continue;
    if (alternatives.some(({ id }) => id === check.id))
      problems.add(placeOf(child, 'id'), 'ID_TWICE', `the <Any> has two checks "${check.id}"`, 'give each its own id');
    alternatives.push(check);
  }
  if (alternatives.length < 2)
    problems.add(
      node,
      'CHECK_INVALID',
      'an <Any> with fewer than two checks',
      'add a <Check>, or remove the <Any> around it',
    );
  if (!read) return null;
  const { id, mode = 'once', needs = '' } = read;
  if (mode !== 'once' && mode !== 'holds') {
    problems.add(placeOf(node, 'mode'), 'CHECK_INVALID', `"${mode}" is no mode`, 'write mode="once" or mode="holds"');
    return null;
  }
  return anyCheck({ id, mode, needs: needs.split(/\s+/).filter(Boolean) }, alternatives);
}

function onlyText(node: Element, attributes: Record<string, unknown>, problems: Problems): Record<string, string> {
  const text: Record<string, string> = {};
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'string') text[key] = value;
    else
      problems.add(
        placeOf(node, key),
        'ATTRIBUTE_INVALID',
        `${key} of <${node.name}> has no value`,
        `write ${key}="…"`,
      );
  }
  return text;
}

function parsed(
  node: Element,
  result: { check: Check } | { mistakes: CheckMistake[] },
  problems: Problems,
): Check | null {
  if ('check' in result) return result.check;
  for (const { attribute, message, fix } of result.mistakes)
    problems.add(placeOf(node, attribute), 'CHECK_INVALID', message, fix);
  return null;
}

function readSolution(node: Element, step: StepSource, required: boolean, problems: Problems): void {
  const [solution, second] = elementsOf(node, 'Solution');
  if (second) problems.add(second, 'SOLUTION_INVALID', 'a second solution', 'put all commands into one');
  if (solution) step.solution = commandLines(solution, problems);
  else if (required)
    problems.add(node, 'STEP_INCOMPLETE', `step "${step.id}" has no solution`, 'add <Solution> with a fenced sh block');
}

function readBreaks(node: Element, step: StepSource, problems: Problems): void {
  for (const child of elementsOf(node, 'Break')) {
    const read = parseAttributes(child, BreakAttributes, problems);
    if (!read) continue;
    if (step.breaks.some(({ id }) => id === read.id))
      problems.add(child, 'ID_TWICE', `the step has two breaks "${read.id}"`, 'give each its own id');
    if (!step.checks.some(({ id }) => id === read.check)) {
      problems.add(
        placeOf(child, 'check'),
        'BREAK_INVALID',
        `the step has no check "${read.check}"`,
        `name one of ${step.checks.map(({ id }) => id).join(', ')}`,
      );
    }
    if (pattern(read.says, 'en') === undefined) {
      problems.add(
        placeOf(child, 'says'),
        'BREAK_INVALID',
        `there is no message "${read.says}"`,
        'copy an id from the check reference in content/README.md',
      );
    }
    step.breaks.push({ ...read, commands: commandLines(child, problems) });
  }
}

/** The lines of the one fenced sh block in a `<Solution>`, `<Alternative>` or `<Break>`. */
function commandLines(node: Element, problems: Problems): CommandLines {
  const blocks = childrenOf(node);
  const codes = blocks.filter((child): child is Code => child.type === 'code' && child.lang === 'sh');
  if (codes.length !== 1 || blocks.length !== 1) {
    problems.add(
      node,
      'SOLUTION_INVALID',
      `<${node.name}> holds something else than one fenced sh block`,
      'write ```sh, the commands, ``` and nothing else',
    );
  }
  literalAttributes(node, problems);
  return (codes[0]?.value ?? '').split('\n').filter((line) => line.trim() !== '');
}
