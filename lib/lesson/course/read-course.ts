import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { defaultLocale, type Locale, locales } from '#lib/base/index.ts';
import type { Place, Problems } from '../source/problem.ts';
import { CourseFile } from './course-file.ts';

/** A course as its file declares it. */
export interface CourseSource extends CourseFile {
  slug: string;
  /** Where the value at a path (`['lessons', 2]`) stands in the file. */
  at(path: readonly PropertyKey[]): Place;
}

/** Reads a course's YAML and notes every mistake in it; null when it cannot be used. */
export function readCourse(slug: string, yaml: string, problems: Problems): CourseSource | null {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { position: { start: { line, column: col } } };
  };
  for (const { pos, message } of document.errors) {
    const reason = (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
    problems.add(placeAt(pos[0]), 'COURSE_INVALID', reason, 'write it as YAML: one "key: value" per line');
  }
  if (problems.fatal) return null;
  const at = (path: readonly PropertyKey[]): Place => placeAt(offsetOf(document.contents, path));
  const parsed = CourseFile.safeParse(document.toJS());
  if (parsed.success) {
    noteUntranslated(parsed.data, at, problems);
    return { ...parsed.data, slug, at };
  }
  for (const issue of parsed.error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys)
        problems.add(
          placeAt(offsetOf(document.contents, [...issue.path, key], 'key')),
          'COURSE_INVALID',
          `there is no key "${key}" here`,
          unknownKeyFix(issue.path),
        );
      continue;
    }
    const name = issue.path.join('.');
    const missing = issue.code === 'invalid_type' && !document.hasIn(issue.path);
    problems.add(
      at(issue.path),
      'COURSE_INVALID',
      missing ? `"${name}" is missing` : `${name || 'the file'}: ${issue.message}`,
      name === '' ? 'write title, summary and lessons' : (fixes[String(issue.path[0])] ?? `write ${name}: …`),
    );
  }
  return null;
}

const fixes: Record<string, string> = {
  title: `write title: and below it ${defaultLocale}: …, one line per language`,
  summary: `write summary: and below it ${defaultLocale}: …, one line per language`,
  lessons: 'write lessons: and below it "- hello-world", one lesson per line, by its name without the number',
  after: 'write after: and below it courses: [first-steps] or lessons: [hello-world]',
};

function unknownKeyFix(path: readonly PropertyKey[]): string {
  if (path[0] === 'title' || path[0] === 'summary') return `write a language: ${locales.join(', ')}`;
  return path[0] === 'after' ? 'write courses or lessons' : 'write title, summary, lessons or after';
}

function noteUntranslated(course: CourseFile, at: CourseSource['at'], problems: Problems): void {
  const missing = (locale: Locale) =>
    (['title', 'summary'] as const).filter((key) => course[key][locale] === undefined);
  for (const locale of locales)
    for (const key of missing(locale))
      problems.drift(
        at([key]),
        'TRANSLATION_MISSING',
        `the ${key} is not translated into ${locale}`,
        `add ${locale}: …; until then it is shown in the default language`,
      );
}

/** Where the value at a path begins, or its key; the nearest thing around it when it is not there. */
function offsetOf(root: Node | null, path: readonly PropertyKey[], want: 'key' | 'value' = 'value'): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [depth, step] of path.entries()) {
    if (isSeq(node)) {
      node = node.items[Number(step)];
      if (isNode(node)) offset = node.range?.[0] ?? offset;
    } else if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      if (isScalar(pair?.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair?.value;
      // Lists and maps begin on the next line; their key is where an author looks.
      if (want === 'value' && depth === path.length - 1 && isScalar(node)) offset = node.range?.[0] ?? offset;
    }
  }
  return offset;
}
