import type { Root } from 'mdast';
import { FrontMatter, readFrontMatter, TranslatedFrontMatter } from './front-matter.ts';
import { parseMarkdown } from './parse-markdown.ts';
import type { Problems } from './problem.ts';
import { readStep, type StepSource } from './read-step.ts';
import { readTranslation, type TranslatedStep } from './read-translation.ts';
import { elementsOf } from './syntax.ts';
import { validateTree } from './validate-tree.ts';

/** lesson.mdx, read: what the lesson is, in the default language. */
export interface LessonSource {
  /** The whole file. */
  text: string;
  tree: Root;
  frontMatter: FrontMatter;
  steps: StepSource[];
}

/** lesson.<locale>.mdx, read: its prose, by step id. */
export interface TranslationSource {
  tree: Root;
  frontMatter: TranslatedFrontMatter;
  steps: Map<string, TranslatedStep>;
}

/** Reads lesson.mdx and notes every mistake in it; null when it has one. */
export function readLesson(text: string, problems: Problems): LessonSource | null {
  const tree = parseMarkdown(text, problems);
  if (!tree) return null;
  validateTree(tree, true, problems);
  const frontMatter = readFrontMatter(tree, FrontMatter, problems);
  const steps: StepSource[] = [];
  for (const node of elementsOf(tree, 'Step')) {
    const step = readStep(node, frontMatter?.sandbox ?? true, problems);
    if (!step) continue;
    if (steps.some(({ id }) => id === step.id))
      problems.add(node, 'ID_TWICE', `there are two steps "${step.id}"`, 'give each its own id');
    steps.push(step);
  }
  if (steps.length === 0)
    problems.add(undefined, 'LESSON_EMPTY', 'the lesson has no step', 'add <Step id="…" title="…">');
  return frontMatter && !problems.fatal ? { text, tree, frontMatter, steps } : null;
}

/** Reads a translation against the lesson it translates; null when it has a mistake and the default language must stand in. */
export function readTranslatedLesson(text: string, lesson: LessonSource, problems: Problems): TranslationSource | null {
  const tree = parseMarkdown(text, problems);
  if (!tree) return null;
  validateTree(tree, false, problems);
  const frontMatter = readFrontMatter(tree, TranslatedFrontMatter, problems);
  const steps = readTranslation(tree, lesson.steps, problems);
  return frontMatter && !problems.fatal ? { tree, frontMatter, steps } : null;
}
