'use client';
import { useTranslations } from 'next-intl';
import { Mark } from '#app/_ui/mark.tsx';
import { useConnection, useLesson } from './lesson-context.ts';
import styles from './rail.module.css';

/** The steps of the lesson as marks on a line; where there is room, with their titles. */
export function Rail() {
  const t = useTranslations('step');
  const { steps, current, go } = useLesson();
  const { view } = useConnection();
  return (
    <nav className={styles.rail} aria-label={t('rail')}>
      <ol className={styles.list}>
        {steps.map((step) => {
          const state = view?.steps.find(({ id }) => id === step.id)?.state ?? 'todo';
          return (
            <li key={step.id} className={styles.item}>
              <a
                className={styles.link}
                href={`#${step.id}`}
                aria-current={step.id === current ? 'step' : undefined}
                title={step.title}
                onClick={(event) => {
                  event.preventDefault();
                  go(step.id);
                }}
              >
                <span className={styles.mark}>
                  <Mark state={state} />
                </span>
                {/* Where there is no room for titles they are still the link's name. */}
                <span className={styles.title} aria-hidden="true">
                  {step.title}
                </span>
                <span className="visually-hidden">
                  {step.title} {t(`state.${state}`)}
                </span>
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
