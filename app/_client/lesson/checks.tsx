'use client';
import { RotateCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { button } from '#app/_ui/button.ts';
import type { CheckView } from '#lib/check/model.ts';
import { CheckRow } from './check-row.tsx';
import styles from './checks.module.css';
import { useConnection, useLesson, useStepProgress } from './lesson-context.ts';

/** The checks of a step, as sentences with their live verdicts. Before there is a session the sentences stand alone. */
export function Checks({ step }: { step: string }) {
  const t = useTranslations('checks');
  const { steps, connection } = useLesson();
  const { link } = useConnection();
  const progress = useStepProgress(step);
  const declared = steps.find(({ id }) => id === step)?.checks ?? [];
  if (declared.length === 0) return null;
  const checks: (Omit<CheckView, 'verdict'> & Partial<CheckView>)[] = progress?.checks ?? declared;
  return (
    <div className={styles.checks}>
      <div className={styles.head}>
        <h3 className={styles.heading}>{t('heading')}</h3>
        <button
          type="button"
          className={button('quiet', 'small')}
          disabled={link !== 'open'}
          onClick={() => connection.send({ type: 'check' })}
        >
          <RotateCw size={14} strokeWidth={1.5} aria-hidden="true" />
          {t('again')}
        </button>
      </div>
      <ul className={styles.list}>
        {checks.map((check) => (
          <CheckRow key={check.id} title={check.title} verdict={check.verdict} />
        ))}
      </ul>
    </div>
  );
}
