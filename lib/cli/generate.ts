import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { environmentExample } from '#lib/config/index.ts';
import { projectRoot } from './project-root.ts';

/** A file, or a marked region of one, that is derived from the code. */
interface Generated {
  file: string;
  /** The whole text the file should have, given the text it has. */
  text(present: string): Promise<string>;
}

const begin = '<!-- generated: checks -->';
const end = '<!-- /generated: checks -->';

const generated: readonly Generated[] = [
  { file: '.env.example', text: async () => environmentExample() },
  {
    file: 'content/editor/components.d.ts',
    text: async () => (await import('#lib/lesson/index.ts')).componentTypes(),
  },
  {
    file: 'content/editor/front-matter.schema.json',
    text: async () => (await import('#lib/lesson/index.ts')).frontMatterSchema(),
  },
  {
    file: 'content/README.md',
    async text(present) {
      const from = present.indexOf(begin);
      const to = present.indexOf(end);
      if (from < 0 || to < from) return present;
      const { checkReference } = await import('#lib/check/index.ts');
      return `${present.slice(0, from + begin.length)}\n\n${checkReference().trim()}\n\n${present.slice(to)}`;
    },
  },
];

/** `npm run generate`: writes what is stale and says so. Resolves with the exit code. */
export async function generate(): Promise<number> {
  const stale = await staleFiles();
  for (const { file, text } of stale) await writeFile(join(projectRoot, file), text);
  console.log(
    stale.length === 0 ? 'Everything generated is up to date.' : `Written: ${stale.map(({ file }) => file).join(', ')}`,
  );
  return 0;
}

/** Generated files whose content is not what the code says, with the text they should have. */
export async function staleFiles(): Promise<{ file: string; text: string }[]> {
  const stale: { file: string; text: string }[] = [];
  for (const { file, text } of generated) {
    const path = join(projectRoot, file);
    const present = existsSync(path) ? await readFile(path, 'utf8') : '';
    const wanted = await text(present);
    if (wanted !== present) stale.push({ file, text: wanted });
  }
  return stale;
}
