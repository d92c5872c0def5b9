'use client';
import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { button } from '#app/_ui/button.ts';
import { Mark } from '#app/_ui/mark.tsx';
import type { CheckView } from '#lib/check/model.ts';
import { useSay } from '../use-say.ts';
import { useConnection, useLesson, useStepProgress } from './lesson-context.ts';
import styles from './step-bar.module.css';

/**
 * Below the text and always in sight: how the current step stands and why, spoken politely when it changes, and the way on.
 * Someone who works in the terminal sees here that a check has passed, wherever the text is scrolled to.
 */
export function StepBar() {
  const t = useTranslations('step');
  const { say, sayError } = useSay();
  const { current, steps, go, sandbox } = useLesson();
  const { view } = useConnection();
  const progress = useStepProgress(current);
  const checks = progress?.checks ?? [];
  const passed = checks.filter(({ verdict }) => verdict.is === 'passed').length;
  const next = steps[steps.findIndex(({ id }) => id === current) + 1];
  const state = progress?.state ?? 'todo';
  const telling = mostTelling(checks);
  const sentence =
    state === 'done'
      ? t('done')
      : telling?.verdict.is === 'broken'
        ? sayError(telling.verdict.code)
        : telling && telling.verdict.is !== 'waiting'
          ? say(telling.verdict.because)
          : sandbox && view?.sandbox.state !== 'ready'
            ? ''
            : t('todo');
  if (checks.length === 0) return null;
  return (
    <div className={styles.bar}>
      <Mark state={state} />
      <p className={`${styles.count} tabular`}>{t('holds', { passed, count: checks.length })}</p>
      <p className={styles.sentence} aria-live="polite" title={sentence}>
        {sentence}
      </p>
      {next && (
        <button
          type="button"
          className={button(state === 'done' ? 'primary' : 'plain', 'small')}
          onClick={() => go(next.id)}
          aria-keyshortcuts="n"
        >
          {t('nextShort')}
          <ArrowRight size={14} strokeWidth={1.5} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

/** The check worth a sentence: what went wrong first, else what was done last. */
function mostTelling(checks: readonly CheckView[]): CheckView | undefined {
  return (
    checks.find(({ verdict }) => verdict.is === 'failed' || verdict.is === 'broken') ??
    checks.findLast(({ verdict }) => verdict.is === 'passed')
  );
}
