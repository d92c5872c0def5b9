'use client';
import { CodeBlock } from './code-block.tsx';
import { markdownParts } from './markdown-parts.ts';

/** Shows a help text that was fetched as plain Markdown. Shell blocks can be run, like those of the lesson. */
export function HelpText({ markdown }: { markdown: string }) {
  return markdownParts(markdown).map((part, index) => {
    const key = `${index}-${part.is}`;
    if (part.is === 'code') {
      return (
        <CodeBlock key={key} language={part.language} code={part.code} run={part.language === 'sh'}>
          <code>{part.code}</code>
        </CodeBlock>
      );
    }
    return <p key={key}>{part.text.split(/(`[^`]+`)/).map(inline)}</p>;
  });
}

function inline(piece: string, index: number) {
  const isCode = piece.length > 2 && piece.startsWith('`') && piece.endsWith('`');
  return isCode ? <code key={index}>{piece.slice(1, -1)}</code> : piece;
}
