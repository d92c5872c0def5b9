import { type LintRule, warning } from './lint-rule.ts';

/**
 * A lesson whose steps are solved in a sandbox shows somewhere that its checks accept another way than the author's own; without that,
 * nobody has tried.
 */
export const alternativeProblems: LintRule = (name, { source }) => {
  const solved = source.steps.filter(({ solution }) => solution.length > 0);
  if (!source.frontMatter.sandbox || solved.length === 0) return [];
  if (solved.some(({ alternatives }) => alternatives.length > 0)) return [];
  return [
    warning(
      `${name}/lesson.mdx`,
      solved[0]?.node,
      'ALTERNATIVE_MISSING',
      'no step shows another way that passes',
      'add <Alternative> with a fenced sh block to a step that can be solved in two ways',
    ),
  ];
};
