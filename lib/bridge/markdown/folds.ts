import type { Html, Root, RootContent } from 'mdast';

/** A part of a text that is folded away: `<details><summary>Solution</summary> … </details>`. */
export interface Fold {
  title: string;
  isSolution: boolean;
  isHint: boolean;
  /** What stands between the tags, without the pieces of HTML that hold them. */
  nodes: RootContent[];
  start: number;
  end: number;
  line: number;
}

/** The folded parts that stand at the top of a text. Those inside lists, or without an end, are left open where they are. */
export function foldsOf(tree: Root): Fold[] {
  const found: Fold[] = [];
  let begun: { node: Html; nodes: RootContent[] } | null = null;
  for (const node of tree.children) {
    const html = node.type === 'html' ? node.value : '';
    if (!begun && /<details\b/i.test(html) && !/<\/details/i.test(html)) begun = { node: node as Html, nodes: [] };
    else if (begun && node.type === 'html' && /<\/details/i.test(html)) {
      const title =
        /<summary[^>]*>([\s\S]*?)<\/summary/i
          .exec(begun.node.value)?.[1]
          ?.replaceAll(/<[^>]*>/g, '')
          .trim() ?? '';
      found.push({
        title,
        isSolution: /solution|answer|command/i.test(title),
        isHint: /hint|tip|help/i.test(title),
        nodes: begun.nodes,
        start: begun.node.position?.start.offset ?? 0,
        end: node.position?.end.offset ?? 0,
        line: begun.node.position?.start.line ?? 1,
      });
      begun = null;
    } else begun?.nodes.push(node);
  }
  return found;
}
