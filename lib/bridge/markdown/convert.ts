import type { Root, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { ForeignText, Origin } from '../foreign-lesson.ts';
import type { At, Leftovers } from '../report.ts';
import { blockOf } from './code-block.ts';
import { convertNodes } from './convert-nodes.ts';
import { type Edit, edited } from './edits.ts';
import { foldsOf } from './folds.ts';
import { prepareMarkdown } from './prepare.ts';
import { wordsAsMdx } from './words-as-mdx.ts';

/** A text of the origin as a lesson has it. */
export interface Converted {
  mdx: string;
  /** Parts that were folded away. */
  hints: string[];
  /** Commands of a part that was folded away as the solution, with where it is. */
  solution: { at: At; lines: string[] } | null;
  /** What the learner is to do, in order: commands to run, and files to write. */
  actions: ({ at: At } & ({ run: string[] } | { file: string; lines: string[] }))[];
  /** Text of every block, for the images in it. */
  blocks: { language: string; lines: string[] }[];
}

/** Converts a Markdown text. What a lesson cannot have is left to the author, with file and line; the rest keeps its words. */
export function convertText(source: ForeignText, origin: Origin, title: string, left: Leftovers): Converted {
  const text = prepareMarkdown(source, origin, left);
  const tree: Root = unified().use(remarkParse).use(remarkGfm).parse(text);
  const at = (node: { position?: Root['position'] }): At => ({
    file: source.file,
    line: node.position?.start.line ?? 1,
  });
  const converted: Converted = { mdx: '', hints: [], solution: null, actions: [], blocks: [] };
  const edits: Edit[] = [];
  const [first] = tree.children;
  // The step's title stands above the text already.
  if (first?.type === 'heading' && plainOf(text, first).toLowerCase() === title.trim().toLowerCase())
    edits.push(cut(first));
  convertNodes(tree, { text, origin, at, left, edits, converted });
  for (const fold of foldsOf(tree)) {
    const [start, end] = [fold.nodes[0], fold.nodes.at(-1)].map((node) => node?.position);
    const inside = start && end ? edited(text, edits, start.start.offset, end.end.offset).trim() : '';
    const codes = fold.nodes.flatMap((node) => (node.type === 'code' ? [node] : []));
    const place = { file: source.file, line: fold.line };
    if (fold.isSolution && codes.length > 0) {
      const lines = codes.flatMap((node) => blockOf(node, origin, at(node), left).lines);
      converted.solution = { at: place, lines: [...(converted.solution?.lines ?? []), ...lines] };
      const isInside = (line: number) => line >= place.line && line <= (end?.end.line ?? 0);
      converted.actions = converted.actions.filter((action) => !isInside(action.at.line));
      if (fold.nodes.some(({ type }) => type !== 'code' && type !== 'html'))
        left.add(
          place,
          'the words of the solution are left out',
          'a <Solution> has commands only: write what is needed as a <Hint>',
        );
    } else if (inside !== '') {
      converted.hints.push(wordsAsMdx(inside, place, left));
      if (!fold.isHint) left.add(place, `the folded part "${fold.title}" has become a hint`, 'see whether it is one');
    }
    edits.push({ start: fold.start, end: fold.end, text: '' });
  }
  const whole = edited(text, edits);
  converted.mdx = wordsAsMdx(whole.replaceAll(/\n{3,}/g, '\n\n').trim(), { file: source.file, line: 1 }, left);
  return converted;
}

function cut(node: RootContent): Edit {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0, text: '' };
}

function plainOf(text: string, node: RootContent): string {
  return text
    .slice(node.position?.start.offset, node.position?.end.offset)
    .replace(/^#+\s*|\s*#*$/g, '')
    .trim();
}
