import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultLocale, type Locale, locales } from '#lib/base/index.ts';
import { readDrawing } from './page/drawing.ts';
import { type LessonProblem, Problems } from './source/problem.ts';
import { type LessonSource, readLesson, readTranslatedLesson, type TranslationSource } from './source/read-lesson.ts';
import { walk } from './source/syntax.ts';

/** Everything a lesson's folder holds, read and validated. */
export interface LessonFolder {
  slug: string;
  folder: string;
  source: LessonSource;
  translations: ReadonlyMap<Locale, TranslationSource>;
  /** Drawings by language and name, translated ones where there are. */
  drawings: ReadonlyMap<Locale, ReadonlyMap<string, string>>;
  files: { path: string; content: Uint8Array }[];
  /** Hash of all texts and files. */
  hash: string;
}

/** Names of lesson folders: a number for the order, then the slug. */
const folderName = /^\d{3}-([a-z0-9][a-z0-9-]{0,63})$/;

/** The slug of a lesson's folder name: "hello-world" of "010-hello-world". */
export function slugOf(name: string): string {
  return folderName.exec(name)?.[1] ?? name;
}

/**
 * Reads one lesson folder and notes every mistake in it. `lesson` is null when the lesson cannot be taught; a translation with
 * mistakes is left out of it.
 */
export async function readFolder(
  lessonsFolder: string,
  name: string,
): Promise<{ lesson: LessonFolder | null; problems: LessonProblem[] }> {
  const folder = join(lessonsFolder, name);
  const all: LessonProblem[] = [];
  const problems = new Problems(`${name}/lesson.mdx`, all);
  if (!folderName.test(name)) {
    new Problems(name, all).add(
      undefined,
      'FOLDER_NAME',
      'the folder’s name has no number or odd letters',
      'call it 010-my-lesson: three digits, then lower-case words',
    );
  }
  const text = await textOf(join(folder, 'lesson.mdx'));
  if (text === null) {
    problems.add(undefined, 'LESSON_EMPTY', 'there is no lesson.mdx', 'write it; content/README.md says how');
    return { lesson: null, problems: all };
  }
  const hash = createHash('sha256').update(text);
  const source = readLesson(text, problems);
  const drawings = new Map<Locale, ReadonlyMap<string, string>>();
  if (source) drawings.set(defaultLocale, await drawingsOf(folder, defaultLocale, source, problems));
  const translations = new Map<Locale, TranslationSource>();
  for (const locale of locales) {
    if (locale === defaultLocale || !source) continue;
    const translated = await textOf(join(folder, `lesson.${locale}.mdx`));
    if (translated === null) continue;
    hash.update(`\0${locale}\0`).update(translated);
    const ownProblems = new Problems(`${name}/lesson.${locale}.mdx`, all);
    const translation = readTranslatedLesson(translated, source, ownProblems);
    if (!translation) continue;
    const own = await drawingsOf(folder, locale, translation, ownProblems);
    // Steps that are missing in the translation come with the default language's drawings.
    drawings.set(locale, new Map([...(drawings.get(defaultLocale) ?? []), ...own]));
    if (!ownProblems.fatal) translations.set(locale, translation);
  }
  if (!source || problems.fatal || !folderName.test(name)) return { lesson: null, problems: all };
  hash.update(JSON.stringify([...drawings].map(([locale, byName]) => [locale, [...byName]])));
  const files = await filesBelow(join(folder, 'files'));
  for (const { path, content } of files) hash.update(`\0${path}\0`).update(content);
  return {
    lesson: { slug: slugOf(name), folder, source, translations, drawings, files, hash: hash.digest('hex') },
    problems: all,
  };
}

async function drawingsOf(
  folder: string,
  locale: Locale,
  { tree }: { tree: LessonSource['tree'] },
  problems: Problems,
): Promise<Map<string, string>> {
  const images: { url: string; position?: LessonSource['tree']['position'] }[] = [];
  walk(tree, (node) => {
    if (node.type === 'image') images.push(node);
  });
  const drawings = new Map<string, string>();
  for (const image of images) {
    const svg = await readDrawing(folder, image.url, locale, image, problems);
    if (svg !== null) drawings.set(image.url, svg);
  }
  return drawings;
}

async function filesBelow(folder: string): Promise<{ path: string; content: Uint8Array }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.sort().map(async (path) => ({ path: path.slice(folder.length + 1), content: await readFile(path) })),
  );
}

async function textOf(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).replaceAll('\r\n', '\n');
  } catch {
    return null;
  }
}
