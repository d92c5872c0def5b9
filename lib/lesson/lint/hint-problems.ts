import type { Code, InlineCode } from 'mdast';
import { type Element, elementsOf, walk } from '../source/syntax.ts';
import { type LintRule, warning } from './lint-rule.ts';

/** A line of fewer words among several, such as `docker stop web`, is vocabulary rather than a solution. */
const leastWords = 4;

/** Hints that are the solution: a whole command line of it, in any language. Whoever wants that opens the solution. */
export const hintProblems: LintRule = (name, { source, translations }) => {
  const pages = [
    { file: `${name}/lesson.mdx`, nodeOf: (id: string) => source.steps.find((step) => step.id === id)?.node },
    ...[...translations].map(([locale, { steps }]) => ({
      file: `${name}/lesson.${locale}.mdx`,
      nodeOf: (id: string) => steps.get(id)?.node,
    })),
  ];
  return source.steps.flatMap(({ id, solution }) => {
    const telling = (line: string) => solution.length === 1 || line.split(' ').length >= leastWords;
    const lines = new Set(solution.map(normalized).filter(telling));
    return pages.flatMap(({ file, nodeOf }) =>
      codeInHints(nodeOf(id)).flatMap((code) =>
        code.value
          .split('\n')
          .map(normalized)
          .filter((line) => lines.has(line))
          .map((line) =>
            warning(
              file,
              code,
              'HINT_SOLVES',
              `the hint is a line of the solution: ${line}`,
              'say where to look or which word is missing; the solution is one click away',
            ),
          ),
      ),
    );
  });
};

function codeInHints(step: Element | undefined): (Code | InlineCode)[] {
  const found: (Code | InlineCode)[] = [];
  for (const hint of step ? elementsOf(step, 'Hint') : [])
    walk(hint, (node) => {
      if (node.type === 'code' || node.type === 'inlineCode') found.push(node);
    });
  return found;
}

function normalized(line: string): string {
  return line.trim().replaceAll(/\s+/g, ' ');
}
