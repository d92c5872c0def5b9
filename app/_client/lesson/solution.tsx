'use client';
import { Eye } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { button } from '#app/_ui/button.ts';
import type { ErrorCode } from '#lib/base/index.ts';
import { request } from '../request.ts';
import { useSay } from '../use-say.ts';
import styles from './help.module.css';
import { HelpText } from './help-text.tsx';
import { useLesson } from './lesson-context.ts';

type State =
  | { is: 'hidden' }
  | { is: 'loading' }
  | { is: 'shown'; markdown: string }
  | { is: 'failed'; code: ErrorCode };

/** A step's solution: it is not in the page, and is fetched when the learner asks for it. */
export function Solution({ step }: { step: string }) {
  const t = useTranslations('help');
  const { sayError } = useSay();
  const { slug, locale } = useLesson();
  const [state, setState] = useState<State>({ is: 'hidden' });
  const opened = useRef<HTMLDivElement>(null);
  // The button that had the focus is gone; the solution takes it, so that it is read next.
  useEffect(() => {
    if (state.is === 'shown') opened.current?.focus();
  }, [state]);
  const show = async () => {
    setState({ is: 'loading' });
    const answer = await request.solution(slug, step, locale);
    setState('code' in answer ? { is: 'failed', code: answer.code } : { is: 'shown', markdown: answer.markdown });
  };
  if (state.is === 'shown') {
    return (
      <div className={styles.solution} ref={opened} tabIndex={-1}>
        <p className={styles.label}>{t('solutionLabel')}</p>
        <HelpText markdown={state.markdown} />
      </div>
    );
  }
  return (
    <div className={styles.ask}>
      <button type="button" className={button('quiet')} onClick={show} aria-disabled={state.is === 'loading'}>
        <Eye size={16} strokeWidth={1.5} aria-hidden="true" />
        {state.is === 'loading' ? t('loading') : t('solution')}
      </button>
      {state.is === 'failed' && <p className={styles.failure}>{sayError(state.code)}</p>}
    </div>
  );
}
