import type { z } from 'zod';
import type { Place, Problems } from './problem.ts';
import type { Element } from './syntax.ts';

/** Attributes as written: text, or true for an attribute without value. */
export type WrittenAttributes = Record<string, string | true>;

/** Reads an element's attributes; expressions, spreads and repetitions are mistakes, because lessons hold no program text. */
export function literalAttributes(node: Element, problems: Problems): WrittenAttributes {
  const attributes: WrittenAttributes = {};
  for (const attribute of node.attributes) {
    const at: Place = 'position' in attribute && attribute.position ? attribute : node;
    if (attribute.type !== 'mdxJsxAttribute') {
      problems.add(
        at,
        'ATTRIBUTE_NOT_LITERAL',
        `<${node.name}> spreads attributes`,
        'write each attribute as name="value"',
      );
    } else if (attribute.value !== null && typeof attribute.value === 'object') {
      const text = attribute.value?.value.replaceAll(/^['"`]|['"`]$/g, '') ?? '';
      const fix = `write ${attribute.name}="${text}"`;
      problems.add(at, 'ATTRIBUTE_NOT_LITERAL', `${attribute.name} of <${node.name}> is an expression`, fix);
    } else if (Object.hasOwn(attributes, attribute.name)) {
      problems.add(at, 'ATTRIBUTE_INVALID', `${attribute.name} of <${node.name}> is given twice`, 'remove one of them');
    } else attributes[attribute.name] = attribute.value ?? true;
  }
  return attributes;
}

/** Where an attribute is written; its element when it is missing. */
export function placeOf(node: Element, name: string | undefined): Place {
  const attribute = node.attributes.find((each) => each.type === 'mdxJsxAttribute' && each.name === name);
  return attribute && 'position' in attribute && attribute.position ? attribute : node;
}

/** Reads attributes by a strict schema and notes every mistake; null when there is one. */
export function parseAttributes<T>(node: Element, schema: z.ZodType<T>, problems: Problems): T | null {
  const before = problems.all.length;
  const written = literalAttributes(node, problems);
  const parsed = schema.safeParse(written);
  if (parsed.success) return problems.all.length === before ? parsed.data : null;
  if (problems.all.length > before) return null;
  for (const issue of parsed.error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        problems.add(
          placeOf(node, key),
          'ATTRIBUTE_INVALID',
          `<${node.name}> has no attribute "${key}"`,
          'remove it, or look for its spelling in the guide',
        );
      }
      continue;
    }
    const name = String(issue.path[0] ?? '');
    const missing = written[name] === undefined;
    const message = missing ? `<${node.name}> needs ${name}="…"` : `${name} of <${node.name}>: ${issue.message}`;
    problems.add(
      placeOf(node, name),
      'ATTRIBUTE_INVALID',
      message,
      missing ? `add ${name}="…"` : `write ${name}="…" as the guide says`,
    );
  }
  return null;
}
