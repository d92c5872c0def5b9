import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Locale } from '#lib/base/index.ts';
import type { LessonSummary } from '#lib/lesson/model.ts';
import { Mark } from '../mark.tsx';
import styles from './lesson-list.module.css';

type Props = {
  number: number;
  lesson: LessonSummary;
  href: string;
  locale: Locale;
  done: number;
  /** True for the lesson the learner was in last. */
  here: boolean;
};

/** One lesson of a list. The whole row is the link; the marks say how far the learner has come. */
export function LessonRow({ number, lesson, href, locale, done, here }: Props) {
  const t = useTranslations('catalogue');
  const untranslated = lesson.locale !== locale;
  const { minutes, steps } = lesson;
  const said = () => {
    if (done >= steps) return t('done');
    return done > 0 ? t('progress', { minutes, done, steps }) : t('facts', { minutes, steps });
  };
  const marks = Array.from({ length: steps }, (_, index) => `${lesson.slug}-${index}`);
  return (
    <li>
      <Link className={styles.row} href={href}>
        <span className={styles.number} aria-hidden="true">
          {number}
        </span>
        <span className={styles.about} lang={untranslated ? lesson.locale : undefined}>
          <span className={styles.name}>{lesson.title}</span>
          <span className={styles.summary}>{lesson.summary}</span>
        </span>
        <span className={styles.facts}>
          <span className={styles.marks} aria-hidden="true">
            {marks.map((key, index) => (
              <Mark key={key} state={index < done ? 'done' : 'todo'} size={14} />
            ))}
          </span>
          <span className="tabular">{said()}</span>
          {here && <span className={styles.here}>{t('here')}</span>}
          {untranslated && <span>{t('untranslated')}</span>}
        </span>
      </Link>
    </li>
  );
}
