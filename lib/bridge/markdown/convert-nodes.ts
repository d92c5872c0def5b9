import type { Code, Heading, InlineCode, Nodes, Paragraph, Text } from 'mdast';
import type { Origin } from '../foreign-lesson.ts';
import type { At, Leftovers } from '../report.ts';
import { type Block, blockOf } from './code-block.ts';
import type { Converted } from './convert.ts';
import { convertLink } from './convert-link.ts';
import type { Edit } from './edits.ts';
import { convertHtml, escapeText } from './html.ts';

/** What converting one text works on. */
export interface Work {
  text: string;
  origin: Origin;
  at: (node: Nodes) => At;
  left: Leftovers;
  edits: Edit[];
  converted: Converted;
}

/** The mark behind inline code: `` `ls`{{exec}} ``. */
const mark = /^\{\{([^}]*)\}\}/;

/** Notes the edits that make a lesson's text of a tree's, node by node. `block` is the block at the top that a node stands in. */
export function convertNodes(node: Nodes, work: Work, block: Nodes = node, parent: Nodes = node): void {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? 0;
  const replace = (text: string) => work.edits.push({ start, end, text });
  switch (node.type) {
    case 'code':
      code(node, work);
      return;
    case 'heading':
      demote(node, work);
      break;
    case 'paragraph':
      if (!onlyCommand(node)) break;
      commandAlone(node, work);
      return;
    case 'text':
      replace(words(node, work, block, parent));
      return;
    case 'html': {
      const { text, lost } = convertHtml(node.value, parent.type !== 'root' && parent.type !== 'listItem');
      for (const tag of new Set(lost))
        work.left.add(work.at(node), `the HTML tag <${tag}> is left out`, 'see what is missing in the text');
      replace(text);
      return;
    }
    case 'image':
    case 'imageReference': {
      const url = 'url' in node ? node.url : (node.label ?? '');
      work.left.add(
        work.at(node),
        `the picture ${url}`,
        'draw it as an SVG file in the lesson’s folder, or leave it out',
      );
      replace(
        `{/* TODO: the picture ${url.replaceAll('*/', '* /')}${node.alt ? `: ${node.alt.replaceAll('*/', '* /')}` : ''} */}`,
      );
      return;
    }
    case 'link':
      if (convertLink(node, work, block)) return;
      break;
    case 'definition':
      if (/^(?:https?:\/\/|#|mailto:)/.test(node.url)) return;
      work.left.add(work.at(node), `a link to ${node.url}`, 'link to https://…, or leave it out');
      replace('');
      return;
    default:
  }
  if (!('children' in node)) return;
  for (const child of node.children) convertNodes(child, work, node.type === 'root' ? child : block, node);
}

function code(node: Code, work: Work): void {
  const block = blockOf(node, work.origin, work.at(node), work.left);
  act(block, work.at(node), work.converted);
  work.edits.push({
    start: node.position?.start.offset ?? 0,
    end: node.position?.end.offset ?? 0,
    text: fenced(block, prefixOf(node, work.text)),
  });
}

function act(block: Block, at: At, { actions, blocks }: Converted): void {
  blocks.push(block);
  if (block.file !== null) actions.push({ at, file: block.file, lines: block.lines });
  else if (block.run) actions.push({ at, run: block.lines });
}

/** What the lines of a block stand behind: the spaces of lists, the signs of quotes. */
function prefixOf(node: Nodes, text: string): string {
  const start = node.position?.start.offset ?? 0;
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, start).replaceAll(/[^>\s]/g, ' ');
}

/** A block as it stands in a lesson; `indent` is what its lines stand behind. */
function fenced({ language, run, file, lines }: Block, indent: string): string {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`{3,}/g)].map(([each]) => each.length)));
  const fence = '`'.repeat(longest + 1);
  const head = `${fence}${language}${run ? ' run' : ''}${file === null ? '' : ` file="${file}"`}`;
  return [head, ...lines.map((line) => (indent + line).trimEnd()), indent + fence].join('\n');
}

/** A paragraph that is nothing but a command to run. */
function onlyCommand(node: Paragraph): boolean {
  const [first, second] = node.children;
  return (
    first?.type === 'inlineCode' &&
    second?.type === 'text' &&
    node.children.length === 2 &&
    /^\{\{exec[^}]*\}\}\s*$/.test(second.value)
  );
}

function commandAlone(node: Paragraph, work: Work): void {
  const [command] = node.children as [InlineCode];
  const block: Block = { language: 'sh', run: true, file: null, lines: [command.value] };
  act(block, work.at(node), work.converted);
  work.edits.push({
    start: node.position?.start.offset ?? 0,
    end: node.position?.end.offset ?? 0,
    text: fenced(block, prefixOf(node, work.text)),
  });
}

/** Words without marks, with every sign meaning itself. A command to run in the middle of a sentence is repeated below it, as a block. */
function words(node: Text, work: Work, block: Nodes, parent: Nodes): string {
  const source = work.text.slice(node.position?.start.offset, node.position?.end.offset);
  const before = 'children' in parent ? parent.children[parent.children.indexOf(node as never) - 1] : undefined;
  const marked = before?.type === 'inlineCode' ? mark.exec(source) : null;
  if (marked && before?.type === 'inlineCode' && /^exec/.test(marked[1] ?? '')) {
    const run: Block = { language: 'sh', run: true, file: null, lines: [before.value] };
    act(run, work.at(node), work.converted);
    const end = block.position?.end.offset ?? 0;
    work.edits.push({ start: end, end, text: `\n\n${fenced(run, '')}` });
  }
  const rest = marked ? source.slice(marked[0].length) : source;
  const alert = rest.replace(
    /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]/,
    (_, kind: string) => `**${kind[0]}${kind.slice(1).toLowerCase()}.**`,
  );
  // At the beginning of a paragraph MDX takes these words for program text.
  const isFirst = parent.type === 'paragraph' && parent.children[0] === node;
  return escapeText(
    isFirst ? alert.replace(/^([ie])(?=mport\b|xport\b)/, (letter) => `&#${letter.charCodeAt(0)};`) : alert,
  );
}

/** A lesson's title and its steps' titles have the two highest levels. */
function demote(node: Heading, { text, edits }: Work): void {
  const start = node.position?.start.offset ?? 0;
  const signs = /^#+/.exec(text.slice(start))?.[0] ?? '';
  if (signs !== '' && node.depth < 3) edits.push({ start, end: start + signs.length, text: '###' });
}
