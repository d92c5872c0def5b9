'use client';
import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, useContext } from 'react';
import { Checks } from './checks.tsx';
import { useLesson } from './lesson-context.ts';
import styles from './step.module.css';
import { StepEnd } from './step-end.tsx';

const StepContext = createContext<string>('');

/** Id of the step this component stands in. */
export const useStepId = () => useContext(StepContext);

/**
 * One step of a lesson: its title, its checks, its text, and the way on. Only the step that is being read is shown.
 * `lang` is set when the step is not in the page's language.
 */
export function Step({ id, title, lang, children }: { id: string; title: string; lang?: string; children: ReactNode }) {
  const t = useTranslations('step');
  const { current, steps } = useLesson();
  const number = steps.findIndex((step) => step.id === id) + 1;
  return (
    <StepContext.Provider value={id}>
      <section
        className={styles.step}
        lang={lang}
        data-step={id}
        aria-labelledby={`${id}-title`}
        hidden={current !== id}
      >
        <p className={`${styles.count} tabular`}>{t('count', { number, count: steps.length })}</p>
        <h2 className={styles.title} id={`${id}-title`} tabIndex={-1}>
          {title}
        </h2>
        <Checks step={id} />
        {children}
        <StepEnd step={id} />
      </section>
    </StepContext.Provider>
  );
}
