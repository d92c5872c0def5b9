import type { ForeignText, Origin } from '../foreign-lesson.ts';
import type { Leftovers } from '../report.ts';
import { prepareLine } from './prepare-line.ts';

/**
 * Makes ordinary Markdown of what only the origin's own reader understands, line by line, so that every line keeps its number.
 * Killercoda writes what a block does behind its closing fence, where Markdown does not expect anything: it goes to the opening one.
 */
export function prepareMarkdown({ file, text }: ForeignText, origin: Origin, left: Leftovers): string {
  const lines = text.split('\n').map((line, index) => prepareLine(line, origin, { file, line: index + 1 }, left));
  return origin === 'killercoda' ? moveMarks(lines.join('\n')) : lines.join('\n');
}

function moveMarks(text: string): string {
  const lines = text.split('\n');
  let open: { at: number; fence: string } | null = null;
  for (const [index, line] of lines.entries()) {
    const [, before = '', fence = '', after = ''] = /^([\s>]*)(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (fence === '') continue;
    if (!open) {
      if (!(fence.startsWith('`') && after.includes('`'))) open = { at: index, fence };
      continue;
    }
    const mark = /^\s*(?:\{\{([^}]*)\}\})?\s*$/.exec(after);
    if (!mark || fence[0] !== open.fence[0] || fence.length < open.fence.length) continue;
    lines[index] = `${before}${fence}`;
    if (mark[1] !== undefined) {
      const opening = lines[open.at] ?? '';
      // Without a language the mark would be taken for one.
      const bare = opening.trimEnd().endsWith(open.fence);
      lines[open.at] = `${opening.trimEnd()}${bare ? 'plain' : ''} mark=${mark[1].trim().split(/\s+/).join('+')}`;
    }
    open = null;
  }
  return lines.join('\n');
}
