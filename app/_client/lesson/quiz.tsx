'use client';
import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, useContext, useEffect, useId, useState } from 'react';
import { button } from '#app/_ui/button.ts';
import { storage } from '../storage.ts';
import { useConnection, useLesson, useStepProgress } from './lesson-context.ts';
import styles from './quiz.module.css';

interface QuizChoice {
  name: string;
  chosen: string;
  choose: (option: string) => void;
  /** The option whose verdict is shown, and whether it was right; null before an answer. */
  answered: { option: string; right: boolean } | null;
}

const QuizContext = createContext<QuizChoice>({ name: '', chosen: '', choose: () => {}, answered: null });

/** What a quiz's options need to know. */
export const useQuiz = () => useContext(QuizContext);

/** A question with options. Which one is right stays on the server; the verdict comes back over the connection. */
export function Quiz({
  id,
  step,
  question,
  children,
}: {
  id: string;
  step: string;
  question: string;
  children: ReactNode;
}) {
  const t = useTranslations('quiz');
  const name = useId();
  const { slug, connection } = useLesson();
  const { link } = useConnection();
  const verdict = useStepProgress(step)?.checks.find((check) => check.id === id)?.verdict;
  const key = `slipway-quiz/${slug}/${step}/${id}`;
  const [chosen, setChosen] = useState('');
  const [sent, setSent] = useState('');
  useEffect(() => {
    const remembered = storage.getItem(key) ?? '';
    setSent(remembered);
    setChosen(remembered);
  }, [key]);
  const judged = verdict?.is === 'passed' || verdict?.is === 'failed';
  const answered = sent && judged && sent === chosen ? { option: sent, right: verdict.is === 'passed' } : null;
  // Not `disabled`: a button that answers must not take the keyboard's focus away with it.
  const ready = chosen !== '' && link === 'open' && answered === null;
  const answer = () => {
    if (!ready || !connection.send({ type: 'answer', step, check: id, answer: chosen })) return;
    storage.setItem(key, chosen);
    setSent(chosen);
  };
  return (
    <QuizContext.Provider value={{ name, chosen, choose: setChosen, answered }}>
      <fieldset className={styles.quiz}>
        <legend className={styles.question}>{question}</legend>
        {children}
        <p className={styles.foot}>
          <button type="button" className={button('plain')} aria-disabled={!ready} onClick={answer}>
            {t('answer')}
          </button>
          <span className={styles.verdict} aria-live="polite" data-right={answered?.right}>
            {answered && t(answered.right ? 'right' : 'wrong')}
          </span>
        </p>
      </fieldset>
    </QuizContext.Provider>
  );
}
