import { guessFromCommands } from '../guess/guess-checks.ts';

/** Images a lesson's blocks pull, each with its tag, as its front matter lists them; those it builds itself are not among them. */
export function imagesIn(blocks: readonly { language: string; lines: readonly string[] }[]): string[] {
  const pulled: string[] = [];
  const built: string[] = [];
  for (const { language, lines } of blocks) {
    const text = lines.join('\n');
    if (language === 'dockerfile') {
      const stages = [...text.matchAll(/^\s*FROM\s+.*?\sAS\s+(\S+)/gim)].map(([, name]) => name ?? '');
      const from = [...text.matchAll(/^\s*FROM\s+(?:--\S+\s+)*(\S+)/gim)].map(([, image]) => image ?? '');
      pulled.push(...from.filter((image) => !stages.includes(image) && image !== 'scratch'));
    }
    if (language === 'yaml')
      pulled.push(...[...text.matchAll(/^\s*image:\s*["']?([^\s"'#]+)/gm)].map(([, image]) => image ?? ''));
    if (language !== 'sh') continue;
    built.push(...[...text.matchAll(/\s(?:-t|--tag)[ =](\S+)/g)].map(([, image]) => image ?? ''));
    built.push(...[...text.matchAll(/docker (?:image )?tag \S+ (\S+)/g)].map(([, image]) => image ?? ''));
    for (const line of lines)
      for (const { attributes } of guessFromCommands([{ at: { file: '', line: 0 }, lines: [line] }])) {
        if (attributes.image && /docker (?:container |image )?(?:run|pull|create)\b/.test(line))
          pulled.push(attributes.image);
      }
  }
  const named = [...new Set(pulled.map(withTag))].filter((image) => !built.map(withTag).includes(image));
  return named.filter((image) => /^[^\s:$]+(:\d+)?(\/[^\s:$]+)*:[^\s:/$]+$/.test(image)).sort();
}

function withTag(image: string): string {
  return /:[^/]+$/.test(image) ? image : `${image}:latest`;
}
