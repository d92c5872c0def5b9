'use client';
import { useTranslations } from 'next-intl';
import { button } from '#app/_ui/button.ts';
import styles from './terminal-pane.module.css';

/** A shell that ended by itself: its output stays readable, and a new shell is one click away. */
export function ShellEnded({ exitCode, onAgain }: { exitCode: number | null; onAgain: () => void }) {
  const t = useTranslations('terminal');
  return (
    <div className={styles.ended} role="status">
      <span>{exitCode === null ? t('cut') : t('ended', { exitCode })}</span>
      <button type="button" className={button('plain', 'small')} onClick={onAgain}>
        {t('again')}
      </button>
    </div>
  );
}
