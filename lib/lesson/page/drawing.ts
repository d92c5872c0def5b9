import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locale } from '#lib/base/index.ts';
import type { Place, Problems } from '../source/problem.ts';

/** Text of the drawings of one language, by the name a lesson calls them by. */
export type Drawings = ReadonlyMap<string, string>;

/**
 * Reads a drawing from the lesson's folder: `flow.svg`, or `flow.zh-CN.svg` where there is one. It is put into the page as it is,
 * so that it may use the page's colours, and therefore must not hold anything that runs or loads. Null when it cannot be used.
 */
export async function readDrawing(
  folder: string,
  name: string,
  locale: Locale,
  at: Place,
  problems: Problems,
): Promise<string | null> {
  if (!/^[a-z0-9-]+\.svg$/.test(name)) {
    problems.add(at, 'DRAWING_INVALID', `a picture from "${name}"`, 'use an .svg file in the lesson’s own folder');
    return null;
  }
  const translated = name.replace(/\.svg$/, `.${locale}.svg`);
  const text = (await textOf(join(folder, translated))) ?? (await textOf(join(folder, name)));
  if (text === null) {
    problems.add(at, 'DRAWING_INVALID', `there is no file ${name}`, 'put it beside lesson.mdx');
    return null;
  }
  const svg = text.replace(/^\s*<\?xml[^>]*\?>\s*/, '').trim();
  if (
    !/^<svg[\s>]/.test(svg) ||
    /<(script|foreignObject|iframe|image|use|style|a)[\s>/]|\son\w+\s*=|href\s*=|url\(\s*['"]?(?!#)|<!/i.test(svg)
  ) {
    problems.add(
      at,
      'DRAWING_INVALID',
      `${name} holds something besides shapes and text`,
      'remove scripts, styles, links, images, comments and handlers',
    );
    return null;
  }
  return svg;
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}
