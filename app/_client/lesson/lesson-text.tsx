'use client';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useLesson } from './lesson-context.ts';
import styles from './lesson-text.module.css';
import { Rail } from './rail.tsx';
import { StepBar } from './step-bar.tsx';

/** The text pane: the rail, the lesson's one column, and the bar that says how the step stands. */
export function LessonText({ children }: { children: ReactNode }) {
  const t = useTranslations('panes');
  const { title, current, steps } = useLesson();
  return (
    <main id="pane-text" className={styles.pane} aria-label={t('text')} tabIndex={-1}>
      <div id="lesson-scroll" className={styles.scroll}>
        <div className={styles.sheet}>
          <Rail />
          <article className={styles.prose} data-intro={current === steps[0]?.id || undefined}>
            <h1 className={styles.title}>{title}</h1>
            {children}
          </article>
        </div>
      </div>
      <StepBar />
    </main>
  );
}
