import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { At, Leftovers } from '../report.ts';

/**
 * A converted text if it can be read as MDX. Of one that cannot, the paragraphs at fault are shown word for word in a block: an import
 * must not make a file that nobody can open.
 */
export function wordsAsMdx(text: string, at: At, left: Leftovers): string {
  if (isMdx(text)) return text;
  const parts = text.split(/\n{2,}/).map((part) => {
    if (isMdx(part)) return part;
    left.add(
      at,
      `a paragraph that cannot be read: ${part.split('\n')[0]?.slice(0, 60)}`,
      'it stands in a text block; write it anew',
    );
    return `~~~~text\n${part}\n~~~~`;
  });
  const whole = parts.join('\n\n');
  return isMdx(whole) ? whole : `~~~~~text\n${text}\n~~~~~`;
}

/** Read where it will stand, so that a block without an end is found as well. */
function isMdx(text: string): boolean {
  try {
    unified().use(remarkParse).use(remarkGfm).use(remarkMdx).parse(`<Step>\n\n${text}\n\n</Step>`);
    return true;
  } catch {
    return false;
  }
}
