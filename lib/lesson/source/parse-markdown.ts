import type { Paragraph, Root } from 'mdast';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Problems } from './problem.ts';
import { childrenOf, isElement, type Node, walk } from './syntax.ts';

/** Parses a lesson file into its syntax tree, or notes the one mistake that keeps it from being parsed. */
export function parseMarkdown(text: string, problems: Problems): Root | null {
  try {
    const tree = unified().use(remarkParse).use(remarkFrontmatter).use(remarkGfm).use(remarkMdx).parse(text);
    unravel(tree);
    return tree;
  } catch (error) {
    const { line, column, message } = syntaxError(error);
    problems.add({ position: { start: { line, column } } }, 'MDX_SYNTAX', message, syntaxFix(message));
    return null;
  }
}

/**
 * A component alone in its paragraph is meant as a block (MDX says the same); so its paragraph goes. Likewise paragraphs that
 * only hold several of them.
 */
function unravel(tree: Root): void {
  tree.children = flat(tree.children) as Root['children'];
  walk(tree, (node) => {
    if (node.type !== 'paragraph' && 'children' in node) node.children = flat(childrenOf(node)) as typeof node.children;
  });
}

function flat(children: readonly Node[]): Node[] {
  return children.flatMap((child) =>
    child.type === 'paragraph' && isAllElements(child) ? child.children.filter((each) => isElement(each)) : [child],
  );
}

function isAllElements(paragraph: Paragraph): boolean {
  const blank = (child: Node) => child.type === 'text' && child.value.trim() === '';
  const inline = (child: Node) => isElement(child) && /^[a-z]/.test(child.name ?? '');
  return (
    paragraph.children.some((child) => isElement(child)) &&
    paragraph.children.every((child) => blank(child) || (isElement(child) && !inline(child)))
  );
}

/** The parser's message has a place, but for an unclosed tag only in its text: "(21:1-21:47)". */
function syntaxError(error: unknown): { line: number; column: number; message: string } {
  const message = error instanceof Error ? error.message : String(error);
  const inText = /\((\d+):(\d+)(?:-\d+:\d+)?\)/.exec(message);
  if (inText)
    return {
      line: Number(inText[1]),
      column: Number(inText[2]),
      message: message.replace(inText[0], '').replaceAll(/\s+/g, ' '),
    };
  const line = error instanceof Error && 'line' in error && typeof error.line === 'number' ? error.line : 1;
  const column = error instanceof Error && 'column' in error && typeof error.column === 'number' ? error.column : 1;
  return { line, column, message: message.replaceAll(/\s+/g, ' ') };
}

function syntaxFix(message: string): string {
  const tag = /<\/?(\w+)/.exec(message)?.[1];
  if (tag) return `close it with </${tag}>, at the same depth as it was opened, with an empty line after blocks`;
  return 'write a lone < as &lt; and a lone { as &#123;, or put the text into `code`';
}
