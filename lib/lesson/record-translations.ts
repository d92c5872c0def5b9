import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument, Scalar, YAMLMap } from 'yaml';
import type { Locale } from '#lib/base/index.ts';
import { lessonNames } from './load-lessons.ts';
import { type LessonFolder, readFolder, slugOf } from './read-folder.ts';
import { headHash, headName, stepHash } from './source/step-hash.ts';

/** One translation whose record was written. */
export interface RecordedTranslation {
  lesson: string;
  locale: Locale;
  /** Steps that say something else now; `_head` for what stands outside the steps. */
  changed: string[];
}

/**
 * Notes in every translation, or in that of one lesson, that it says what lesson.mdx says now: a hash per step in its front matter.
 * With `steps`, only these are noted. Lessons and translations with mistakes are left alone.
 */
export async function recordTranslations(
  contentFolder: string,
  only?: string,
  steps: readonly string[] = [],
): Promise<RecordedTranslation[]> {
  const names = (await lessonNames(contentFolder)).filter(
    (name) => only === undefined || name === only || slugOf(name) === only,
  );
  const recorded: RecordedTranslation[] = [];
  for (const name of names) {
    const { lesson } = await readFolder(join(contentFolder, 'lessons'), name);
    for (const locale of lesson?.translations.keys() ?? []) {
      if (!lesson) continue;
      const changed = await record(lesson, locale, steps);
      recorded.push({ lesson: lesson.slug, locale, changed });
    }
  }
  return recorded;
}

async function record(lesson: LessonFolder, locale: Locale, steps: readonly string[]): Promise<string[]> {
  const { source, translations, folder } = lesson;
  const translation = translations.get(locale);
  if (!translation) return [];
  const before = translation.frontMatter.translated;
  const hashes = new Map([[headName, headHash(source.text, source.tree, source.frontMatter)]]);
  for (const { id, node } of source.steps) if (translation.steps.has(id)) hashes.set(id, stepHash(source.text, node));
  const wanted = [...hashes].filter(([id]) => steps.length === 0 || steps.includes(id));
  const after = new Map([...hashes.keys()].flatMap((id) => (before[id] === undefined ? [] : [[id, before[id]]])));
  for (const [id, hash] of wanted) after.set(id, hash);
  const changed = wanted.filter(([id, hash]) => before[id] !== hash).map(([id]) => id);
  const stale = Object.keys(before).some((id) => !hashes.has(id));
  if (changed.length === 0 && !stale) return [];
  const path = join(folder, `lesson.${locale}.mdx`);
  // In the order of the lesson, one step a line, so that git shows which translation was looked at.
  const ordered = [...hashes.keys()].flatMap((id) => (after.has(id) ? [[id, after.get(id) ?? ''] as const] : []));
  await writeFile(path, withRecord(await readFile(path, 'utf8'), ordered));
  return changed;
}

/** The text of a translation with this record in its front matter; all else stays as it was written. */
function withRecord(text: string, hashes: readonly (readonly [string, string])[]): string {
  const matter = /^---\r?\n([\s\S]*?)^---$/m.exec(text);
  if (!matter) return text;
  const document = parseDocument(matter[1] ?? '');
  const map = new YAMLMap();
  for (const [id, hash] of hashes) {
    const value = new Scalar(hash);
    // Quoted: 12345678 and 1e234567 are numbers to YAML.
    value.type = Scalar.QUOTE_SINGLE;
    map.set(id, value);
  }
  document.set('translated', map);
  const written = document.toString({ lineWidth: 0 });
  return `---\n${written}---${text.slice(matter.index + matter[0].length)}`;
}
