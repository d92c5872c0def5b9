'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId, useState } from 'react';
import { button } from '#app/_ui/button.ts';
import { useSay } from '../use-say.ts';
import { useConnection, useLesson, useStepProgress } from './lesson-context.ts';
import styles from './quiz.module.css';
import { VerdictMark } from './verdict-mark.tsx';

/** A question whose answer is found in the learner's own machine and typed here. `id` is the check that judges it. */
export function Question({
  id,
  step,
  question,
  children,
}: {
  id: string;
  step: string;
  question: string;
  children?: ReactNode;
}) {
  const t = useTranslations('quiz');
  const { say, sayError } = useSay();
  const field = useId();
  const { connection } = useLesson();
  const { link } = useConnection();
  const verdict = useStepProgress(step)?.checks.find((check) => check.id === id)?.verdict;
  const [text, setText] = useState('');
  const answer = text.trim();
  return (
    <form
      className={styles.quiz}
      onSubmit={(event) => {
        event.preventDefault();
        if (answer) connection.send({ type: 'answer', step, check: id, answer });
      }}
    >
      <label className={styles.question} htmlFor={field}>
        {question}
      </label>
      {children}
      <div className={styles.foot}>
        <input
          id={field}
          className={styles.field}
          value={text}
          maxLength={500}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          placeholder={t('yourAnswer')}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className={button('plain')} disabled={!answer || link !== 'open'}>
          {t('answer')}
        </button>
      </div>
      <p className={styles.judged} aria-live="polite" data-is={verdict?.is}>
        {verdict && verdict.is !== 'waiting' && (
          <>
            <VerdictMark is={verdict.is} />
            {verdict.is === 'broken' ? sayError(verdict.code) : say(verdict.because)}
          </>
        )}
      </p>
    </form>
  );
}
