import type { Root } from 'mdast';
import { looksLike } from '#lib/check/index.ts';
import { literalAttributes, parseAttributes } from './attributes.ts';
import { components } from './components.ts';
import { readFence } from './fence.ts';
import type { Problems } from './problem.ts';
import { isElement, walk } from './syntax.ts';

/**
 * Checks every node of a lesson file by itself: only known components in their places, literal attributes, no program text,
 * known fence languages, no links that run something.
 */
export function validateTree(tree: Root, isDefault: boolean, problems: Problems): void {
  walk(tree, (node, parents) => {
    if (node.type === 'mdxjsEsm') {
      problems.add(
        node,
        'PROGRAM_TEXT',
        'a lesson has no import or export',
        'remove the line; the components are there without it',
      );
    } else if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression') {
      // Comments are the one expression that does nothing.
      if (!/^\s*(\/\*[\s\S]*\*\/\s*)?$/.test(node.value)) {
        problems.add(
          node,
          'PROGRAM_TEXT',
          'an expression in braces',
          'write a lone { as &#123;, or put the text into `code`',
        );
      }
    } else if (node.type === 'code') readFence(node, problems);
    else if (node.type === 'image') {
      const parent = parents.at(-1);
      if (!node.alt)
        problems.add(node, 'DRAWING_INVALID', 'a drawing without description', 'write ![what it shows](name.svg)');
      if (parent?.type !== 'paragraph' || parent.children.length !== 1) {
        problems.add(node, 'DRAWING_INVALID', 'a drawing in the middle of a line', 'give it a paragraph of its own');
      }
    } else if (node.type === 'html') problems.add(node, 'MDX_SYNTAX', 'HTML', 'write it as Markdown');
    else if (
      (node.type === 'link' || node.type === 'definition') &&
      !/^(https?:\/\/|#|\/(?!\/)|mailto:)/.test(node.url)
    ) {
      problems.add(node, 'LINK_INVALID', `a link to "${node.url}"`, 'link to https://…, #step or /…');
    } else if (isElement(node)) {
      const name = node.name ?? '';
      const component = Object.hasOwn(components, name) ? components[name] : undefined;
      if (!component) {
        const meant = Object.keys(components).find(
          (each) => each.toLowerCase() === name.toLowerCase() || looksLike(name, each),
        );
        const fix = meant ? `write <${meant}>` : `use one of ${Object.keys(components).join(', ')}`;
        problems.add(node, 'COMPONENT_UNKNOWN', name ? `there is no component <${name}>` : 'an empty tag <>', fix);
        return;
      }
      const parent = parents.findLast((each) => each.type !== 'paragraph');
      const parentName =
        parent && isElement(parent) ? (parent.name ?? '') : parent?.type === 'root' ? '' : (parent?.type ?? '');
      if (component.within && !component.within.includes(parentName)) {
        const where = component.within.map((each) => (each ? `<${each}>` : 'the top of the file')).join(' or ');
        problems.add(
          node,
          'COMPONENT_MISPLACED',
          `<${name}> must stand directly in ${where}`,
          `move it into ${where}, with empty lines around it`,
        );
      }
      if (component.defaultOnly && !isDefault) {
        problems.add(
          node,
          'TRANSLATION_REPEATS',
          `<${name}> in a translation`,
          'remove it: translations inherit it from lesson.mdx',
        );
      } else if (['kbd', 'br', 'abbr', 'Preview', 'Hint', 'Solution', 'Alternative', 'Why'].includes(name))
        parseAttributes(node, component.schema, problems);
      else if (name === 'Option' && !isDefault && literalAttributes(node, problems).right !== undefined) {
        problems.add(
          node,
          'TRANSLATION_REPEATS',
          'right in a translation',
          'remove it: which option is right stands in lesson.mdx',
        );
      }
    }
  });
}
