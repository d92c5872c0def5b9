import type { Link, Nodes } from 'mdast';
import type { Work } from './convert-nodes.ts';
import { escapeText } from './html.ts';

/** Notes the edits for a link; false when it may stay as it is, and only its words are to be looked at. */
export function convertLink(node: Link, work: Work, block: Nodes): boolean {
  const start = node.position?.start.offset ?? 0;
  const end = node.position?.end.offset ?? 0;
  const source = work.text.slice(start, end);
  const [first] = node.children;
  const inside = work.text.slice(
    first?.position?.start.offset ?? start,
    node.children.at(-1)?.position?.end.offset ?? end,
  );
  const label = source.startsWith('[') ? escapeText(inside) : node.url;
  const port = /^https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::(\d+))?(?:\/|$)/.exec(node.url);
  if (port) {
    // What a port shows is a tab of the page; the link of the origin led to the same.
    const after = block.position?.end.offset ?? end;
    work.edits.push({ start, end, text: label });
    const preview = `\n\n<Preview port="${port[1] ?? '80'}" />`;
    if (!work.edits.some((edit) => edit.start === after && edit.text === preview))
      work.edits.push({ start: after, end: after, text: preview });
    return true;
  }
  if (/^(?:https?:\/\/|#|\/(?!\/)|mailto:)/.test(node.url)) {
    if (!source.startsWith('<')) return !source.startsWith('[');
    work.edits.push({ start, end, text: `[${escapeText(source.slice(1, -1))}](${node.url})` });
    return true;
  }
  work.left.add(work.at(node), `a link to ${node.url}`, 'link to https://…, or leave it out');
  work.edits.push({ start, end, text: label });
  return true;
}
