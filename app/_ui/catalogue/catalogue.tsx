import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Locale } from '#lib/base/index.ts';
import type { LessonSummary } from '#lib/lesson/model.ts';
import { button } from '../button.ts';
import { SiteHeader } from '../site-header.tsx';
import styles from './catalogue.module.css';
import { LessonRow } from './lesson-row.tsx';
import { WaysDrawing } from './ways-drawing.tsx';

type Props = {
  locale: Locale;
  lessons: LessonSummary[];
  /** Steps done, by lesson slug; missing for lessons never opened. */
  done: Record<string, number>;
  banner: ReactNode;
};

/** The front page. The one button goes to the lesson that is next for this learner. */
export function Catalogue({ locale, lessons, done, banner }: Props) {
  const t = useTranslations('catalogue');
  const started = lessons.some(({ slug }) => done[slug]);
  const next = lessons.find(({ slug, steps }) => (done[slug] ?? 0) < steps);
  return (
    <>
      <SiteHeader locale={locale} />
      <main className={styles.page}>
        {banner}
        <section className={styles.opening}>
          <div className={styles.words}>
            <h1 className={styles.title}>{t('title')}</h1>
            <p className={styles.lead}>{t('lead')}</p>
            {next && (
              <p className={styles.start}>
                <Link className={`${button('primary')} ${styles.startButton}`} href={`/${locale}/lessons/${next.slug}`}>
                  {started ? t('continue', { title: next.title }) : t('start', { title: next.title })}
                  <ArrowRight size={18} strokeWidth={1.5} aria-hidden="true" />
                </Link>
                <span className={styles.cost}>{t('cost')}</span>
              </p>
            )}
          </div>
          <WaysDrawing />
        </section>
        <section aria-labelledby="lessons">
          <h2 className={styles.heading} id="lessons">
            {t('lessons')}
          </h2>
          {lessons.length === 0 && <p className={styles.empty}>{t('empty')}</p>}
          <ol className={styles.list}>
            {lessons.map((lesson, index) => (
              <LessonRow
                key={lesson.slug}
                number={index + 1}
                lesson={lesson}
                locale={locale}
                done={done[lesson.slug] ?? 0}
              />
            ))}
          </ol>
        </section>
      </main>
    </>
  );
}
