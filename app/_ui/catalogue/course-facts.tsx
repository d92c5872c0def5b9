import { useTranslations } from 'next-intl';
import type { CourseSummary } from '#lib/lesson/model.ts';
import styles from './course-facts.module.css';
import { lessonsOf, type Standing, totalOf } from './standing.ts';

/** How long a course is and how far the learner has come in it; the line says the same as the words. */
export function CourseFacts({ course, standing }: { course: CourseSummary; standing: Standing }) {
  const t = useTranslations('course');
  const lessons = lessonsOf(standing, course);
  const { minutes, steps, done } = totalOf(standing, lessons);
  return (
    <div className={styles.facts}>
      <p className="tabular">{t('facts', { lessons: lessons.length, minutes })}</p>
      {done > 0 && (
        <>
          <svg className={styles.line} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect className={styles.whole} width="100" height="4" />
            <rect className={styles.part} width={(100 * done) / steps} height="4" />
          </svg>
          <p className="tabular">{done < steps ? t('progress', { done, steps }) : t('done')}</p>
        </>
      )}
    </div>
  );
}
