import { ArrowLeft, ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Locale } from '#lib/base/index.ts';
import type { CourseSummary } from '#lib/lesson/model.ts';
import { SiteHeader } from '../site-header.tsx';
import { BetterAfter } from './better-after.tsx';
import { CourseFacts } from './course-facts.tsx';
import styles from './course-page.module.css';
import { courseHref } from './lesson-href.ts';
import { LessonList } from './lesson-list.tsx';
import { nextLesson } from './next-lesson.ts';
import { Onward } from './onward.tsx';
import { lessonsOf, type Standing } from './standing.ts';

/** One course: what it is, how far one has come, its lessons in order, and the course that follows. */
export function CoursePage({
  course,
  standing,
  locale,
}: {
  course: CourseSummary;
  standing: Standing;
  locale: Locale;
}) {
  const t = useTranslations('course');
  const { courses } = standing;
  const following = courses[courses.findIndex(({ slug }) => slug === course.slug) + 1];
  const lang = course.locale === locale ? undefined : course.locale;
  return (
    <>
      <SiteHeader locale={locale} />
      <main className={styles.page}>
        <p className={styles.back}>
          <Link href={`/${locale}`}>
            <ArrowLeft size={16} strokeWidth={1.5} aria-hidden="true" />
            {t('all')}
          </Link>
        </p>
        <div className={styles.opening}>
          <div>
            <h1 className={styles.title} lang={lang}>
              {course.title}
            </h1>
            <p className={styles.lead} lang={lang}>
              {course.summary}
            </p>
            <Onward locale={locale} next={nextLesson(standing, course)} courses={courses} />
          </div>
          <div className={styles.side}>
            <CourseFacts course={course} standing={standing} />
            <BetterAfter course={course} standing={standing} locale={locale} />
          </div>
        </div>
        <h2 className={styles.heading}>{t('lessons')}</h2>
        <LessonList lessons={lessonsOf(standing, course)} course={course} standing={standing} locale={locale} />
        {following && (
          <p className={styles.following}>
            <Link
              href={courseHref(locale, following.slug)}
              lang={following.locale === locale ? undefined : following.locale}
            >
              {t('next', { title: following.title })}
              <ArrowRight size={16} strokeWidth={1.5} aria-hidden="true" />
            </Link>
          </p>
        )}
      </main>
    </>
  );
}
