import { defaultLocale, type Locale } from '#lib/base/index.ts';
import { describeCheck } from '#lib/check/index.ts';
import type { LessonDefinition } from './definition.ts';
import type { LessonSummary, StepView } from './model.ts';
import type { PageStep } from './page/page-tree.ts';
import type { LessonFolder } from './read-folder.ts';

/** What the server knows of a lesson, in no language. */
export function definitionOf({ slug, source, files }: LessonFolder): LessonDefinition {
  const { images, sandbox } = source.frontMatter;
  const steps = source.steps.map(({ id, checks, solution, alternatives, breaks }) => ({
    id,
    checks,
    solution,
    alternatives,
    breaks,
  }));
  return { slug, images, sandbox, steps, files };
}

/** The language a page is really in: the default one when there is no translation. */
export function shownLocale({ translations }: LessonFolder, locale: Locale): Locale {
  return translations.has(locale) ? locale : defaultLocale;
}

/** What the catalogue may know of a lesson. */
export function summaryOf(lesson: LessonFolder, locale: Locale): LessonSummary {
  const { frontMatter, steps } = lesson.source;
  const { title, summary } = lesson.translations.get(locale)?.frontMatter ?? frontMatter;
  const { minutes, sandbox } = frontMatter;
  return {
    slug: lesson.slug,
    title,
    summary,
    minutes,
    steps: steps.length,
    sandbox,
    locale: shownLocale(lesson, locale),
  };
}

/** The steps of a page: translated where they are, in the default language where not. */
export function pageSteps({ source, translations }: LessonFolder, locale: Locale): PageStep[] {
  const translation = translations.get(locale);
  return source.steps.map(({ id, title, node }) => {
    const translated = translation?.steps.get(id);
    if (translated) return { id, title: translated.title, node: translated.node };
    return { id, title, node, ...(translation ? { lang: defaultLocale } : {}) };
  });
}

/** What a page may know of its steps. */
export function stepViews({ source, translations }: LessonFolder, locale: Locale): StepView[] {
  const translation = translations.get(locale);
  return source.steps.map((step) => {
    const { title, hints } = translation?.steps.get(step.id) ?? step;
    const checks = step.checks.map((check) => ({ id: check.id, title: describeCheck(check) }));
    return { id: step.id, title, checks, hints, hasSolution: step.solution.length > 0 };
  });
}
