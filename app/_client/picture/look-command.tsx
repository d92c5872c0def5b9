'use client';
import { SquareTerminal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useConnection, useLesson } from '../lesson/lesson-context.ts';
import styles from './details.module.css';

/** A command that shows what is said here; a click runs it in the terminal. */
export function LookCommand({ command }: { command: string }) {
  const t = useTranslations('checks');
  const { bench } = useLesson();
  const ready = useConnection().view?.sandbox.state === 'ready';
  return (
    <button
      type="button"
      className={styles.look}
      disabled={!ready}
      title={t('lookRun')}
      onClick={() => bench.run(command)}
    >
      <SquareTerminal size={14} strokeWidth={1.5} aria-hidden="true" />
      <code>{command}</code>
    </button>
  );
}
