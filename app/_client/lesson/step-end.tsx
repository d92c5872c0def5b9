'use client';
import { ArrowLeft, ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { button } from '#app/_ui/button.ts';
import { useConnection, useLesson, useStepProgress } from './lesson-context.ts';
import styles from './step-end.module.css';

/** The way on at the end of a step's text; after the last one, out of the lesson. */
export function StepEnd({ step }: { step: string }) {
  const t = useTranslations('step');
  const { steps, go, course, next, locale } = useLesson();
  const complete = useConnection().view?.complete === true;
  const done = useStepProgress(step)?.state === 'done';
  const at = steps.findIndex(({ id }) => id === step);
  const before = steps[at - 1];
  const after = steps[at + 1];
  return (
    <div className={styles.end}>
      {!after && complete && <p className={styles.complete}>{t('complete')}</p>}
      <nav className={styles.ways} aria-label={t('ways')}>
        {before && (
          <button type="button" className={button('quiet')} onClick={() => go(before.id)}>
            <ArrowLeft size={16} strokeWidth={1.5} aria-hidden="true" />
            <span className={styles.name}>{before.title}</span>
          </button>
        )}
        {after && (
          <button
            type="button"
            className={`${button(done ? 'primary' : 'plain')} ${styles.onward}`}
            onClick={() => go(after.id)}
          >
            <span className={styles.name}>{t('next', { title: after.title })}</span>
            <ArrowRight size={16} strokeWidth={1.5} aria-hidden="true" />
          </button>
        )}
        {!after && (
          <Link
            className={`${button(complete ? 'primary' : 'quiet')} ${styles.onward}`}
            href={(next ?? course)?.href ?? `/${locale}`}
          >
            <span className={styles.name}>
              {next && t('nextLesson', { title: next.title })}
              {!next && course && t('toCourse', { title: course.title })}
              {!next && !course && t('toCatalogue')}
            </span>
            <ArrowRight size={16} strokeWidth={1.5} aria-hidden="true" />
          </Link>
        )}
      </nav>
    </div>
  );
}
