import { defaultLocale, type Locale } from '#lib/base/index.ts';
import type { CourseSummary } from '../model.ts';
import type { Texts } from './course-file.ts';
import type { CourseSource } from './read-course.ts';

/**
 * Courses as the site shows them, in one language: only lessons that can be taught (`lessons`), only courses that have one, and only
 * recommendations that lead somewhere.
 */
export function courseSummaries(
  courses: readonly CourseSource[],
  lessons: ReadonlySet<string>,
  locale: Locale,
): CourseSummary[] {
  const there = (slugs: readonly string[]) => [...new Set(slugs)].filter((slug) => lessons.has(slug));
  const shown = courses.filter((course) => there(course.lessons).length > 0);
  return shown.map(({ slug, title, summary, lessons: own, after }) => {
    const said = title[locale] !== undefined && summary[locale] !== undefined ? locale : defaultLocale;
    return {
      slug,
      title: textIn(title, said),
      summary: textIn(summary, said),
      locale: said,
      lessons: there(own),
      after: {
        courses: [...new Set(after.courses)].filter(
          (each) => each !== slug && shown.some((course) => course.slug === each),
        ),
        lessons: there(after.lessons).filter((each) => !own.includes(each)),
      },
    };
  });
}

function textIn(texts: Texts, locale: Locale): string {
  return texts[locale] ?? texts[defaultLocale];
}
