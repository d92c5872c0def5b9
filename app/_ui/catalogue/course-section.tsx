import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { Locale } from '#lib/base/index.ts';
import type { CourseSummary } from '#lib/lesson/model.ts';
import { BetterAfter } from './better-after.tsx';
import styles from './catalogue.module.css';
import { CourseFacts } from './course-facts.tsx';
import { courseHref } from './lesson-href.ts';
import { LessonList } from './lesson-list.tsx';
import { lessonsOf, type Standing } from './standing.ts';

/** One course of the catalogue with its lessons in order. Its name leads to its own page. */
export function CourseSection({
  course,
  standing,
  locale,
}: {
  course: CourseSummary;
  standing: Standing;
  locale: Locale;
}) {
  const id = `course-${course.slug}`;
  return (
    <section className={styles.course} aria-labelledby={id}>
      <div className={styles.head}>
        <div className={styles.courseWords} lang={course.locale === locale ? undefined : course.locale}>
          <h2 className={styles.courseTitle} id={id}>
            <Link href={courseHref(locale, course.slug)}>
              {course.title}
              <ChevronRight size={22} strokeWidth={1.5} aria-hidden="true" />
            </Link>
          </h2>
          <p className={styles.courseSummary}>{course.summary}</p>
        </div>
        <div className={styles.courseSide}>
          <CourseFacts course={course} standing={standing} />
          <BetterAfter course={course} standing={standing} locale={locale} />
        </div>
      </div>
      <LessonList lessons={lessonsOf(standing, course)} course={course} standing={standing} locale={locale} />
    </section>
  );
}
