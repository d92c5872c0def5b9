import type { Code } from 'mdast';
import type { Origin } from '../foreign-lesson.ts';
import type { At, Leftovers } from '../report.ts';

const languages: Record<string, string> = {
  ...Object.fromEntries(
    ['sh', 'bash', 'shell', 'zsh', 'console', 'terminal', 'shell-session'].map((each) => [each, 'sh']),
  ),
  ...{ dockerfile: 'dockerfile', docker: 'dockerfile', yaml: 'yaml', yml: 'yaml', python: 'python', py: 'python' },
  ...{ json: 'json', html: 'html', xml: 'html', output: 'output', log: 'output' },
};
const plain = new Set(['', 'plain', 'plaintext', 'text', 'txt']);
const ownRun = new Set(['bash', 'shell', 'console']);

/** A fenced block as a lesson has it. */
export interface Block {
  language: string;
  run: boolean;
  /** Path below the home folder the text is put into. */
  file: string | null;
  lines: string[];
}

/** What a block of the origin is in a lesson; what a lesson has no word for is left to the author. */
export function blockOf(node: Code, origin: Origin, at: At, left: Leftovers): Block {
  const written = (node.lang ?? '').toLowerCase();
  const meta = (node.meta ?? '').split(/\s+/).filter(Boolean);
  const mark = meta.find((each) => each.startsWith('mark='))?.slice(5) ?? '';
  const wantsRun =
    origin === 'killercoda' ? /^(?:exec|execute)/.test(mark) : ownRun.has(written) && !meta.includes('no-run-button');
  const file = pathOf(meta, at, left);
  const prompts = /^\s*\$ /m.test(node.value) && languages[written] === 'sh';
  const all = node.value.split('\n');
  const mixed = prompts && all.some((line) => line.trim() !== '' && !/^\s*(?:\$|>) /.test(line));
  const language =
    file !== null && /(^|\/)Dockerfile/.test(file) ? 'dockerfile' : languageOf(written, wantsRun, node.value);
  noteRest(written, meta, mark, at, left);
  // Commands and their output in one block are an example; commands with a prompt before each only look like one.
  if (mixed) return { language: 'output', run: false, file, lines: all };
  const lines = prompts ? all.map((line) => line.replace(/^\s*[$>] /, '')) : all;
  return { language, run: language === 'sh' && wantsRun && file === null, file, lines };
}

function languageOf(written: string, wantsRun: boolean, value: string): string {
  if (plain.has(written)) {
    if (wantsRun) return 'sh';
    return /^\s*(?:FROM|ARG) \S/.test(value) ? 'dockerfile' : 'text';
  }
  return languages[written] ?? 'text';
}

function pathOf(meta: readonly string[], at: At, left: Leftovers): string | null {
  const path = meta
    .find((each) => each.startsWith('save-as='))
    ?.slice(8)
    .replace(/^["']|["']$/g, '')
    .replace(/^(?:~|\.)\//, '');
  if (path === undefined) return null;
  if (path !== '' && /^(?!.*(^|\/)\.\.?(\/|$))[^/"\\][^"\\]*$/.test(path)) return path;
  left.add(
    at,
    `the block is saved as ${path}, which is not below the home folder`,
    'write file="…" behind the backticks',
  );
  return null;
}

function noteRest(written: string, meta: readonly string[], mark: string, at: At, left: Leftovers): void {
  if (written === 'mermaid') left.add(at, 'a drawing in Mermaid is shown as text', 'draw it as an SVG file');
  if (/interrupt/.test(mark))
    left.add(at, 'the block interrupts what runs before it', 'tell the learner to press Ctrl+C first');
  for (const each of meta) {
    if (each.startsWith('terminal-id='))
      left.add(at, `the block runs in a terminal of its own (${each})`, 'tell the learner to open a second terminal');
    else if (!/^(?:mark=|save-as=|no-run-button$|no-copy-button$)/.test(each))
      left.add(at, `"${each}" behind the backticks is left out`, 'see whether the text needs it');
  }
}
