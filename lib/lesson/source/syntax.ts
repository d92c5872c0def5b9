import type { BlockContent, Parent, PhrasingContent, Root, RootContent } from 'mdast';
// Adds the node types of MDX to those of Markdown.
import type {} from 'remark-mdx';

/** A component or tag: `<Step id="pull">`. Flow (a block of its own) and text (in a line) alike. */
export type Element = Extract<RootContent | PhrasingContent, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>;
export type Node = RootContent | PhrasingContent | BlockContent;

export function isElement(node: { type: string }, name?: string): node is Element {
  if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return false;
  return name === undefined || ('name' in node && node.name === name);
}

export function childrenOf(node: object): Node[] {
  return 'children' in node && Array.isArray(node.children) ? node.children : [];
}

/** Direct children that are this component. */
export function elementsOf(node: Parent | Element, name: string): Element[] {
  return childrenOf(node).filter((child) => isElement(child, name)) as Element[];
}

/** A block element with plain attributes: text, numbers, or true for an attribute without value. */
export function element(name: string, attributes: Record<string, string | number | true>, children: Node[]): Element {
  return {
    type: 'mdxJsxFlowElement',
    name,
    attributes: Object.entries(attributes).map(([key, value]) => ({
      type: 'mdxJsxAttribute' as const,
      name: key,
      value: value === true ? null : typeof value === 'string' ? value : numberExpression(value),
    })),
    children: children as BlockContent[],
  };
}

function numberExpression(value: number) {
  const expression = { type: 'Literal' as const, value, raw: String(value) };
  return {
    type: 'mdxJsxAttributeValueExpression' as const,
    value: String(value),
    data: {
      estree: {
        type: 'Program' as const,
        sourceType: 'module' as const,
        comments: [],
        body: [{ type: 'ExpressionStatement' as const, expression }],
      },
    },
  };
}

/** Visits a node and everything below it, outermost first. `parents` are the nodes it stands in, nearest last. */
export function walk(
  node: Root | Node,
  visitor: (node: Node, parents: readonly (Root | Node)[]) => void,
  parents: readonly (Root | Node)[] = [],
): void {
  if (node.type !== 'root') visitor(node, parents);
  for (const child of childrenOf(node)) walk(child, visitor, [...parents, node]);
}
