import type { LessonFolder } from '../read-folder.ts';
import type { LessonProblem } from '../source/problem.ts';

/**
 * A lesson whose steps are solved in a sandbox shows somewhere that its checks accept another way than the author's own; without that,
 * nobody has tried.
 */
export function alternativeProblems(name: string, { source }: LessonFolder): LessonProblem[] {
  const solved = source.steps.filter(({ solution }) => solution.length > 0);
  if (!source.frontMatter.sandbox || solved.length === 0) return [];
  if (solved.some(({ alternatives }) => alternatives.length > 0)) return [];
  return [
    {
      file: `${name}/lesson.mdx`,
      ...(solved[0]?.node.position?.start ?? { line: 1, column: 1 }),
      code: 'ALTERNATIVE_MISSING',
      message: 'no step shows another way that passes',
      fix: 'add <Alternative> with a fenced sh block to a step that can be solved in two ways',
      fatal: false,
    },
  ];
}
