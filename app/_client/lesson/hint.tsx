'use client';
import { Lightbulb } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { button } from '#app/_ui/button.ts';
import styles from './help.module.css';
import { useHintsShown } from './hints-shown.ts';
import { useLesson } from './lesson-context.ts';
import { useStepId } from './step.tsx';

/** One stage of help. A later hint can be asked for only when the earlier ones are open. `index` counts from 0. */
export function Hint({ index, children }: { index: number; children: ReactNode }) {
  const t = useTranslations('help');
  const step = useStepId();
  const { steps } = useLesson();
  const { shown, showNext } = useHintsShown(step);
  const opened = useRef<HTMLDivElement>(null);
  const [asked, setAsked] = useState(false);
  useEffect(() => {
    if (asked) opened.current?.focus();
  }, [asked]);
  if (index > shown) return null;
  const count = steps.find(({ id }) => id === step)?.hints ?? index + 1;
  if (index === shown) {
    return (
      <p className={styles.ask}>
        <button
          type="button"
          className={button('quiet')}
          onClick={() => {
            setAsked(true);
            showNext();
          }}
        >
          <Lightbulb size={16} strokeWidth={1.5} aria-hidden="true" />
          {t('hint', { number: index + 1, count })}
        </button>
      </p>
    );
  }
  return (
    <div
      className={styles.hint}
      ref={opened}
      tabIndex={-1}
      role="note"
      aria-label={t('hintLabel', { number: index + 1 })}
    >
      {children}
    </div>
  );
}
