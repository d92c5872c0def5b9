import type { Root } from 'mdast';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import type { Problems } from './problem.ts';

/** Front matter of lesson.mdx. */
export const FrontMatter = z.strictObject({
  title: z.string().min(1).describe('Name of the lesson.'),
  summary: z.string().min(1).describe('One or two sentences for the catalogue.'),
  minutes: z.int().min(1).max(240).describe('Minutes a careful reader needs.'),
  images: z
    .array(z.string().regex(/^[^\s:]+(:\d+)?(\/[^\s:]+)*:[^\s:/]+$/, 'an image with its tag, such as nginx:latest'))
    .default([])
    .describe('Images the lesson pulls, each with its tag.'),
  sandbox: z.boolean().default(true).describe('False for a lesson that needs no machine: text and quizzes only.'),
});
export type FrontMatter = z.infer<typeof FrontMatter>;

/** Front matter of a translation. */
export const TranslatedFrontMatter = FrontMatter.pick({ title: true, summary: true }).extend({
  translated: z
    .record(z.string(), z.string())
    .default({})
    .describe('Which text of lesson.mdx was translated: a hash per step, written by `lesson translated`.'),
});
export type TranslatedFrontMatter = z.infer<typeof TranslatedFrontMatter>;

/** Reads the YAML between the dashes at the top of the file, by a strict schema; null when there is a mistake. */
export function readFrontMatter<T>(tree: Root, schema: z.ZodType<T>, problems: Problems): T | null {
  const node = tree.children[0];
  if (node?.type !== 'yaml') {
    problems.add(
      undefined,
      'FRONT_MATTER',
      'the file does not begin with front matter',
      'begin with ---, title: …, summary: …, ---',
    );
    return null;
  }
  let value: unknown;
  try {
    value = parse(node.value);
  } catch (error) {
    const line = error instanceof YAMLParseError ? (error.linePos?.[0].line ?? 1) : 1;
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    problems.add(lineOf(line), 'FRONT_MATTER', reason, 'write it as YAML: one "key: value" per line');
    return null;
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const lines = node.value.split('\n');
  for (const issue of parsed.error.issues) {
    const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : issue.path[0];
    const index = lines.findIndex((each) => each.startsWith(`${String(key)}:`));
    const fix =
      issue.code === 'unrecognized_keys'
        ? 'remove it, or look for its spelling in the guide'
        : `write ${String(key)}: …`;
    problems.add(lineOf(index + 1), 'FRONT_MATTER', `${issue.path.join('.') || 'front matter'}: ${issue.message}`, fix);
  }
  return null;
}

/** The place of a line of the YAML text, which begins on the file's second line. */
function lineOf(line: number) {
  return { position: { start: { line: line + 1, column: 1 } } };
}
