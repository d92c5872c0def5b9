import type { Way } from '#app/_client/lesson/lesson-context.ts';
import type { Locale } from '#lib/base/index.ts';
import type { LessonLibrary } from '#lib/lesson/definition.ts';
import { courseHref, courseOf, lessonHref } from '../_ui/catalogue/lesson-href.ts';

/**
 * The course a lesson is taken in (the one the address names, else the first that has it), and the lesson that follows in it. Both
 * null for a lesson of no course.
 */
export function wayThrough(
  library: Pick<LessonLibrary, 'courses' | 'list'>,
  lesson: string,
  locale: Locale,
  named?: string,
): { course: Way | null; next: Way | null } {
  const courses = library.courses(locale);
  const course = courseOf(courses, lesson, named);
  if (!course) return { course: null, next: null };
  const slug = course.lessons[course.lessons.indexOf(lesson) + 1];
  const next = library.list(locale).find((each) => each.slug === slug);
  return {
    course: { href: courseHref(locale, course.slug), title: course.title, locale: course.locale },
    next: next
      ? { href: lessonHref(locale, next.slug, course, courses), title: next.title, locale: next.locale }
      : null,
  };
}
