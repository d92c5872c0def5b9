import type { Locale } from '#lib/base/index.ts';
import type { CourseSummary, LessonSummary } from '#lib/lesson/model.ts';
import { lessonHref } from './lesson-href.ts';
import styles from './lesson-list.module.css';
import { LessonRow } from './lesson-row.tsx';
import { isDone, type Standing } from './standing.ts';

type Props = { lessons: readonly LessonSummary[]; course: CourseSummary | null; standing: Standing; locale: Locale };

/** Lessons in order, each with what the learner has done of it. */
export function LessonList({ lessons, course, standing, locale }: Props) {
  return (
    <ol className={styles.list}>
      {lessons.map((lesson, index) => (
        <LessonRow
          key={lesson.slug}
          number={index + 1}
          lesson={lesson}
          href={lessonHref(locale, lesson.slug, course, standing.courses)}
          locale={locale}
          done={standing.done[lesson.slug] ?? 0}
          here={standing.last?.lesson === lesson.slug && !isDone(standing, lesson)}
        />
      ))}
    </ol>
  );
}
