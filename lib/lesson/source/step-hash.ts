import { createHash } from 'node:crypto';
import type { Root } from 'mdast';
import { components } from './components.ts';
import { childrenOf, type Element, isElement } from './syntax.ts';

/** Under this name the hash of what stands outside the steps is kept; no step can be called so. */
export const headName = '_head';

/**
 * A short hash of what a translator has to translate in a step: its words, code and components, without what translations inherit
 * (checks, solutions, alternatives, breaks). Where lines are broken does not matter.
 */
export function stepHash(text: string, node: Element): string {
  return shortHash(withoutInherited(text, node));
}

/** The same of everything outside the steps: title, summary, the text above the first step. */
export function headHash(text: string, tree: Root, { title, summary }: { title: string; summary: string }): string {
  const rest = tree.children.filter((child) => child.type !== 'yaml' && !isElement(child, 'Step'));
  return shortHash([title, summary, ...rest.map((child) => withoutInherited(text, child))].join('\n'));
}

/** The source of a node without the components that only lesson.mdx has. */
function withoutInherited(text: string, node: object): string {
  const { start, end } = rangeOf(node);
  let kept = '';
  let from = start;
  for (const child of childrenOf(node)) {
    if (!isElement(child) || !components[child.name ?? '']?.defaultOnly) continue;
    const inner = rangeOf(child);
    kept += text.slice(from, inner.start);
    from = inner.end;
  }
  return kept + text.slice(from, end);
}

function rangeOf(node: object): { start: number; end: number } {
  const position = 'position' in node ? (node.position as Element['position']) : undefined;
  return { start: position?.start.offset ?? 0, end: position?.end.offset ?? 0 };
}

function shortHash(text: string): string {
  return createHash('sha256').update(text.replaceAll(/\s+/g, ' ').trim()).digest('hex').slice(0, 8);
}
