import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError, type Locale, type Logger } from '#lib/base/index.ts';
import { courseSummaries } from './course/course-views.ts';
import type { CourseSource } from './course/read-course.ts';
import { readCourses } from './course/read-courses.ts';
import type { LessonLibrary, StepDefinition } from './definition.ts';
import { definitionOf, pageSteps, shownLocale, stepViews, summaryOf } from './lesson-views.ts';
import type { LessonPage } from './model.ts';
import { bundlePage } from './page/bundle-page.ts';
import { createHighlight, type Highlight } from './page/highlight.ts';
import { PageCache } from './page/page-cache.ts';
import { pageTree } from './page/page-tree.ts';
import { type LessonFolder, readFolder, slugOf } from './read-folder.ts';
import { formatProblem, type LessonProblem } from './source/problem.ts';

/** Raised whenever compiled pages change though their sources did not; older pages in the cache are then forgotten. */
const pageFormat = 1;

export interface LoadOptions {
  /** The folder that holds lessons/ and courses/. */
  contentFolder: string;
  /** Where compiled pages are kept; made when missing. */
  cacheFolder: string;
  logger: Logger;
}

/** A {@link LessonLibrary} that can look at its folder again. */
export interface LoadedLessons extends LessonLibrary {
  /** Mistakes found when the lessons were last read. */
  readonly problems: readonly LessonProblem[];
  /**
   * Reads all lessons again, or those of some folders; pages that did not change are not compiled again. Of these some, one that has a
   * mistake now stays as it was: its author is in the middle of a sentence.
   */
  reload(folders?: readonly string[]): Promise<void>;
  /** Tells `listener` the lessons that changed with each {@link reload}, those that only got or lost mistakes included. */
  onChange(listener: (slugs: readonly string[]) => void): Disposable;
}

/** Reads every lesson below `contentFolder`. Lessons with mistakes are logged and left out; the others are there. */
export async function loadLessons({ contentFolder, cacheFolder, logger }: LoadOptions): Promise<LoadedLessons> {
  const lessonsFolder = resolve(contentFolder, 'lessons');
  const pages = join(resolve(cacheFolder), 'pages');
  const cache = new PageCache(pages);
  let highlight: Promise<Highlight> | null = null;
  /** By folder name; null for a lesson that cannot be taught. */
  let folders = new Map<string, ReadFolder>();
  let lessons = new Map<string, LessonFolder>();
  let courses: CourseSource[] = [];
  let courseProblems: LessonProblem[] = [];
  const listeners = new Set<(slugs: readonly string[]) => void>();

  const lessonOf = (slug: string): LessonFolder => {
    const lesson = lessons.get(slug);
    if (!lesson) throw new AppError('LESSON_UNKNOWN', slug);
    return lesson;
  };
  const stepOf = (slug: string, step: string): StepDefinition => {
    const found = definitionOf(lessonOf(slug)).steps.find(({ id }) => id === step);
    if (!found) throw new AppError('STEP_UNKNOWN', `${slug}/${step}`);
    return found;
  };
  const compile = async (lesson: LessonFolder, locale: Locale): Promise<string> => {
    highlight ??= createHighlight();
    const tree = (lesson.translations.get(locale) ?? lesson.source).tree;
    const drawings = lesson.drawings.get(locale) ?? new Map<string, string>();
    try {
      return await bundlePage(pageTree(tree, pageSteps(lesson, locale), drawings, await highlight), lesson.folder);
    } catch (error) {
      throw new AppError('LESSON_INVALID', lesson.slug, { cause: error });
    }
  };

  const library: LoadedLessons = {
    get problems() {
      return [...[...folders.values()].flatMap((each) => each.problems), ...courseProblems];
    },
    list: (locale) => [...lessons.values()].map((lesson) => summaryOf(lesson, locale)),
    courses: (locale) => courseSummaries(courses, new Set(lessons.keys()), locale),
    async page(slug, wanted): Promise<LessonPage> {
      const lesson = lessonOf(slug);
      const locale = shownLocale(lesson, wanted);
      const hash = pageHash(lesson, locale);
      const code = await cache.get(hash, () => compile(lesson, locale));
      return {
        ...summaryOf(lesson, locale),
        hash,
        stepViews: stepViews(lesson, locale),
        code,
        images: lesson.source.frontMatter.images,
      };
    },
    definition: (slug) => definitionOf(lessonOf(slug)),
    solution: (slug, step) => ({ markdown: `\`\`\`sh\n${stepOf(slug, step).solution.join('\n')}\n\`\`\`\n` }),
    async reload(only) {
      const names = await lessonNames(contentFolder);
      const before = folders;
      const read = async (name: string): Promise<[string, ReadFolder]> => {
        const known = before.get(name);
        if (known && only && !only.includes(name)) return [name, known];
        const found = await readFolder(lessonsFolder, name);
        return [name, { ...found, lesson: found.lesson ?? (only ? (known?.lesson ?? null) : null) }];
      };
      folders = new Map(await Promise.all(names.map(read)));
      const changed = names.filter((name) => isOther(before.get(name), folders.get(name)));
      for (const problem of changed.flatMap((name) => folders.get(name)?.problems ?? []))
        logger.warn({ code: problem.code }, formatProblem(problem));
      lessons = new Map(
        [...folders.values()].flatMap(({ lesson }) => (lesson ? [[lesson.slug, lesson] as const] : [])),
      );
      const readAlso = await readCourses(contentFolder, names.map(slugOf));
      courses = readAlso.courses;
      for (const problem of readAlso.problems) logger.warn({ code: problem.code }, formatProblem(problem));
      courseProblems = readAlso.problems;
      const slugs = changed.map(slugOf).filter((slug) => lessons.has(slug));
      if (slugs.length > 0) for (const listener of listeners) listener(slugs);
      const current = [...lessons.values()].flatMap((lesson) =>
        [...lesson.drawings.keys()].map((locale) => pageHash(lesson, locale)),
      );
      await forgetOthers(pages, current);
    },
    onChange(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => listeners.delete(listener) };
    },
  };
  await library.reload();
  return library;
}

type ReadFolder = Awaited<ReturnType<typeof readFolder>>;

function isOther(before: ReadFolder | undefined, after: ReadFolder | undefined): boolean {
  return (
    before?.lesson?.hash !== after?.lesson?.hash || JSON.stringify(before?.problems) !== JSON.stringify(after?.problems)
  );
}

/** Names of the lesson folders in order. Empty when there is no content. */
export async function lessonNames(contentFolder: string): Promise<string[]> {
  const entries = await readdir(resolve(contentFolder, 'lessons'), { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function pageHash(lesson: LessonFolder, locale: Locale): string {
  return createHash('sha256').update(`${pageFormat}\0${locale}\0${lesson.hash}`).digest('hex').slice(0, 32);
}

/** Removes compiled pages that no lesson asks for any more. */
async function forgetOthers(folder: string, hashes: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const keep = new Set(hashes.map((hash) => `${hash}.js`));
  const stale = (await readdir(folder)).filter((name) => name.endsWith('.js') && !keep.has(name));
  await Promise.all(stale.map((name) => rm(join(folder, name), { force: true })));
}
