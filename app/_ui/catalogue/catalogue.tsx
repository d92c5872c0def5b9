import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Locale } from '#lib/base/index.ts';
import { SiteHeader } from '../site-header.tsx';
import styles from './catalogue.module.css';
import { CourseSection } from './course-section.tsx';
import { LessonList } from './lesson-list.tsx';
import { nextLesson } from './next-lesson.ts';
import { Onward } from './onward.tsx';
import type { Standing } from './standing.ts';
import { WaysDrawing } from './ways-drawing.tsx';

type Props = { locale: Locale; standing: Standing; banner: ReactNode };

/** The front page: every course with its lessons. The one button goes to the lesson that is next for this learner. */
export function Catalogue({ locale, standing, banner }: Props) {
  const t = useTranslations('catalogue');
  const { courses, lessons } = standing;
  const inCourse = new Set(courses.flatMap((course) => course.lessons));
  const others = lessons.filter(({ slug }) => !inCourse.has(slug));
  return (
    <>
      <SiteHeader locale={locale} />
      <main className={styles.page}>
        {banner}
        <section className={styles.opening}>
          <div>
            <h1 className={styles.title}>{t('title')}</h1>
            <p className={styles.lead}>{t('lead')}</p>
            {lessons.length > 0 && <Onward locale={locale} next={nextLesson(standing)} courses={courses} named />}
          </div>
          <WaysDrawing />
        </section>
        {courses.map((course) => (
          <CourseSection key={course.slug} course={course} standing={standing} locale={locale} />
        ))}
        {(others.length > 0 || courses.length === 0) && (
          <section className={styles.course} aria-labelledby="lessons">
            <div className={styles.head}>
              <h2 className={styles.courseTitle} id="lessons">
                {courses.length > 0 ? t('more') : t('lessons')}
              </h2>
            </div>
            {others.length > 0 ? (
              <LessonList lessons={others} course={null} standing={standing} locale={locale} />
            ) : (
              <p className={styles.empty}>{t('empty')}</p>
            )}
          </section>
        )}
      </main>
    </>
  );
}
