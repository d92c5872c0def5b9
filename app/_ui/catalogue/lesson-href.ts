import type { Locale } from '#lib/base/index.ts';
import type { CourseSummary } from '#lib/lesson/model.ts';

/** The address of a course. */
export function courseHref(locale: Locale, course: string): string {
  return `/${locale}/courses/${course}`;
}

/**
 * The address of a lesson, taken as part of `course`. A lesson may be in several: the address says which, unless it is the first that
 * has it, which is what is meant when it says nothing.
 */
export function lessonHref(
  locale: Locale,
  lesson: string,
  course: CourseSummary | null,
  courses: readonly CourseSummary[],
): string {
  const usual = courseOf(courses, lesson);
  const named = course && course.slug !== usual?.slug ? `?course=${course.slug}` : '';
  return `/${locale}/lessons/${lesson}${named}`;
}

/** The course a lesson is taken in: the one the address names, if it has the lesson, else the first that has it. */
export function courseOf(courses: readonly CourseSummary[], lesson: string, named?: string): CourseSummary | null {
  const having = courses.filter(({ lessons }) => lessons.includes(lesson));
  return having.find(({ slug }) => slug === named) ?? having[0] ?? null;
}
