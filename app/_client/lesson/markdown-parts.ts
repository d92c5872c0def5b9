/** A piece of a help text: a fenced block, or a paragraph in which `code` may stand. */
export type MarkdownPart = { is: 'code'; language: string; code: string } | { is: 'text'; text: string };

/** Splits the plain Markdown of help texts (paragraphs and fenced blocks, nothing else) into parts. */
export function markdownParts(markdown: string): MarkdownPart[] {
  const parts: MarkdownPart[] = [];
  const fence = /^(`{3,}|~{3,})([^\n]*)\n([\s\S]*?)\n?\1[ \t]*$/gm;
  let end = 0;
  const addText = (text: string) => {
    for (const paragraph of text.split(/\n\s*\n/)) {
      if (paragraph.trim()) parts.push({ is: 'text', text: paragraph.trim() });
    }
  };
  for (const match of markdown.matchAll(fence)) {
    addText(markdown.slice(end, match.index));
    parts.push({ is: 'code', language: match[2]?.trim().split(/\s/)[0] ?? '', code: match[3] ?? '' });
    end = match.index + match[0].length;
  }
  addText(markdown.slice(end));
  return parts;
}
