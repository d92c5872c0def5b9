import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Locale } from '#lib/base/index.ts';
import type { CourseSummary } from '#lib/lesson/model.ts';
import { button } from '../button.ts';
import { lessonHref } from './lesson-href.ts';
import type { NextLesson } from './next-lesson.ts';
import styles from './onward.module.css';

type Props = {
  locale: Locale;
  next: NextLesson | null;
  courses: readonly CourseSummary[];
  /** Says which course the lesson is of; on the course's own page that is known. */
  named?: boolean;
};

/** The one button of a page: it leads to the lesson that is next, and says where in it one was. */
export function Onward({ locale, next, courses, named = false }: Props) {
  const t = useTranslations('onward');
  if (!next) return <p className={styles.onward}>{named ? t('allDone') : t('courseDone')}</p>;
  const { lesson, course, how, step } = next;
  return (
    <p className={styles.onward}>
      <Link className={`${button('primary')} ${styles.button}`} href={lessonHref(locale, lesson.slug, course, courses)}>
        <span>{t(how, { title: lesson.title })}</span>
        <ArrowRight size={18} strokeWidth={1.5} aria-hidden="true" />
      </Link>
      <span className={`${styles.note} tabular`}>
        {how === 'start' && named && t('cost')}
        {how === 'continue' && step !== null && t('where', { step, steps: lesson.steps })}
        {how === 'next' && named && course && t('inCourse', { course: course.title })}
      </span>
    </p>
  );
}
