import type { Code } from 'mdast';
import type { Problems } from './problem.ts';

/** Languages of fenced blocks. `output` is what a command prints, as an example. */
export const fenceLanguages = ['sh', 'output', 'dockerfile', 'yaml', 'python', 'json', 'html', 'text'] as const;
export type FenceLanguage = (typeof fenceLanguages)[number];

/** What stands behind the three backticks: ```` ```sh run ````, ```` ```dockerfile file="Dockerfile" ````. */
export interface Fence {
  language: FenceLanguage;
  /** Click to run. */
  run: boolean;
  /** Path below the home folder that the text is meant for. */
  file: string | null;
}

/** Reads the opening line of a fenced block; mistakes are noted, and what can be used of it is returned. */
export function readFence(node: Code, problems?: Problems): Fence {
  const language = fenceLanguages.find((each) => each === node.lang);
  if (!language) {
    const fix = `write one of ${fenceLanguages.join(', ')} behind the backticks`;
    problems?.add(
      node,
      'FENCE_INVALID',
      node.lang ? `there is no language "${node.lang}"` : 'a block without a language',
      fix,
    );
  }
  const fence: Fence = { language: language ?? 'text', run: false, file: null };
  for (const [part] of (node.meta ?? '').matchAll(/[^\s"]+(?:"[^"]*")?|"[^"]*"/g)) {
    const file = /^file="([^"]+)"$/.exec(part)?.[1];
    if (part === 'run' && fence.language === 'sh') fence.run = true;
    else if (file !== undefined && /^(?!.*(^|\/)\.\.?(\/|$))[^/][^\\]*$/.test(file)) fence.file = file;
    else if (part === 'run')
      problems?.add(node, 'FENCE_INVALID', 'only sh blocks can be run', 'remove run, or make it a sh block');
    else problems?.add(node, 'FENCE_INVALID', `"${part}" behind the backticks`, 'write run or file="path/below/home"');
  }
  return fence;
}
