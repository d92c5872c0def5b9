import type { Image, Root } from 'mdast';
import { readFence } from '../source/fence.ts';
import { labelOf, whyOf } from '../source/read-quiz.ts';
import { childrenOf, type Element, element, isElement, type Node } from '../source/syntax.ts';
import type { Drawings } from './drawing.ts';
import type { Highlight } from './highlight.ts';

/** A step as a page shows it: its own language's prose, or the default language's when that is missing. */
export interface PageStep {
  id: string;
  title: string;
  node: Element;
  /** Set when the step is shown in another language than its page. */
  lang?: string;
}

/**
 * The tree of a page: what the learner's browser may have, as the components of the page. Everything is made anew from what is
 * allowed, so that solutions, breaks, expectations and right answers cannot slip through.
 */
export function pageTree(source: Root, steps: readonly PageStep[], drawings: Drawings, highlight: Highlight): Root {
  const transform = (nodes: readonly Node[], step: string): Node[] =>
    nodes.flatMap((node) => transformNode(node, step));

  const transformNode = (node: Node, step: string): Node[] => {
    if (node.type === 'code') return [codeBlock(node)];
    if (node.type === 'paragraph' && node.children.length === 1 && node.children[0]?.type === 'image')
      return [drawing(node.children[0])];
    if (
      node.type === 'yaml' ||
      node.type === 'mdxFlowExpression' ||
      node.type === 'mdxTextExpression' ||
      node.type === 'mdxjsEsm'
    )
      return [];
    if (isElement(node)) return component(node, step);
    const children = childrenOf(node);
    return children.length === 0 ? [node] : [{ ...node, children: transform(children, step) } as Node];
  };

  const component = (node: Element, step: string): Node[] => {
    const text = (name: string) => {
      const attribute = node.attributes.find((each) => each.type === 'mdxJsxAttribute' && each.name === name);
      return typeof attribute?.value === 'string' ? attribute.value : '';
    };
    const children = () => transform(childrenOf(node), step);
    switch (node.name) {
      case 'Solution':
        return [element('Solution', { step }, [])];
      case 'Quiz':
        return [element('Quiz', { id: text('id'), step, question: text('question') }, children())];
      case 'Question':
        return [element('Question', { id: text('id'), step, question: text('question') }, children())];
      case 'Option': {
        const why = whyOf(node);
        const parts = [...transform(labelOf(node), step), ...(why ? transformNode(why, step) : [])];
        return [element('Option', { id: text('id') }, parts)];
      }
      case 'Why':
        return [element('Why', {}, children())];
      case 'Preview':
        return [element('Preview', { port: Number(text('port')) }, [])];
      case 'kbd':
      case 'br':
        return [{ ...node, attributes: [], children: children() } as Node];
      case 'abbr':
        return [
          {
            ...node,
            attributes: [{ type: 'mdxJsxAttribute', name: 'title', value: text('title') }],
            children: children(),
          } as Node,
        ];
      // Check, Alternative and Break, and whatever is not known here, stay on the server.
      default:
        return [];
    }
  };

  const stepElement = ({ id, title, node, lang }: PageStep): Node => {
    let hints = 0;
    const children = childrenOf(node).flatMap((child) =>
      isElement(child, 'Hint')
        ? [element('Hint', { index: hints++ }, transform(paragraphs(childrenOf(child)), id))]
        : transformNode(child, id),
    );
    return element('Step', { id, title, ...(lang ? { lang } : {}) }, children);
  };

  const codeBlock = (node: Node & { type: 'code' }): Node => {
    const { language, run, file } = readFence(node);
    const attributes = {
      language,
      code: node.value,
      ...(run ? { run: true as const } : {}),
      ...(file ? { file } : {}),
    };
    // remark-rehype puts hast where `data` says so, whatever the node's type.
    const { tagName, properties, children } = highlight(node.value, language);
    const code = { type: 'text', value: '', data: { hName: tagName, hProperties: properties, hChildren: children } };
    return element('CodeBlock', attributes, [code as unknown as Node]);
  };

  const drawing = (image: Image): Node => {
    const figure = element('figure', { className: 'drawing', role: 'img', 'aria-label': image.alt ?? '' }, []);
    return { ...figure, attributes: [...figure.attributes, innerHtml(drawings.get(image.url) ?? '')] } as Node;
  };

  const before = source.children.filter((child) => !isElement(child, 'Step'));
  return { type: 'root', children: [...transform(before, ''), ...steps.map(stepElement)] as Root['children'] };
}

/** Words directly in a component become a paragraph. */
function paragraphs(nodes: Node[]): Node[] {
  const phrasing =
    nodes.length > 0 &&
    nodes.every(({ type }) => ['text', 'inlineCode', 'emphasis', 'strong', 'link', 'mdxJsxTextElement'].includes(type));
  return phrasing ? [{ type: 'paragraph', children: nodes } as Node] : nodes;
}

function innerHtml(html: string) {
  const property = {
    type: 'Property',
    kind: 'init',
    method: false,
    shorthand: false,
    computed: false,
    key: { type: 'Identifier', name: '__html' },
    value: { type: 'Literal', value: html },
  };
  const expression = { type: 'ObjectExpression', properties: [property] };
  const estree = {
    type: 'Program',
    sourceType: 'module',
    comments: [],
    body: [{ type: 'ExpressionStatement', expression }],
  };
  return {
    type: 'mdxJsxAttribute',
    name: 'dangerouslySetInnerHTML',
    value: { type: 'mdxJsxAttributeValueExpression', value: '', data: { estree } },
  };
}
