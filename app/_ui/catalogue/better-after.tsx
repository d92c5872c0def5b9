import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import type { Locale } from '#lib/base/index.ts';
import type { CourseSummary } from '#lib/lesson/model.ts';
import styles from './better-after.module.css';
import { courseHref, courseOf, lessonHref } from './lesson-href.ts';
import { isDone, lessonsOf, type Standing } from './standing.ts';

type Props = { course: CourseSummary; standing: Standing; locale: Locale };
type Place = { href: string; title: string; locale: Locale };

/** What is better done before a course, as links. Nothing is locked, and what is done is not said any more. */
export function BetterAfter({ course, standing, locale }: Props) {
  const t = useTranslations('course');
  const places = openBefore(course, standing, locale);
  if (places.length === 0) return null;
  const links = new Map(places.map((place, index) => [String(index), place]));
  const parts = new Intl.ListFormat(locale).formatToParts(links.keys());
  return (
    <p className={styles.after}>
      {t.rich('after', {
        names: () =>
          parts.map(({ value }) => {
            const place = links.get(value);
            if (!place) return <Fragment key={value}>{value}</Fragment>;
            return (
              <Link key={place.href} href={place.href} lang={place.locale === locale ? undefined : place.locale}>
                {place.title}
              </Link>
            );
          }),
      })}
    </p>
  );
}

/** Courses and lessons a course comes after, that are not done. */
function openBefore({ after }: CourseSummary, standing: Standing, locale: Locale): Place[] {
  const { courses, lessons } = standing;
  const before = courses.filter(
    (each) =>
      after.courses.includes(each.slug) && lessonsOf(standing, each).some((lesson) => !isDone(standing, lesson)),
  );
  const single = lessons.filter((lesson) => after.lessons.includes(lesson.slug) && !isDone(standing, lesson));
  return [
    ...before.map((each) => ({ href: courseHref(locale, each.slug), title: each.title, locale: each.locale })),
    ...single.map((lesson) => ({
      href: lessonHref(locale, lesson.slug, courseOf(courses, lesson.slug), courses),
      title: lesson.title,
      locale: lesson.locale,
    })),
  ];
}
