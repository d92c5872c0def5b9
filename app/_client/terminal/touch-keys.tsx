'use client';
import { useTranslations } from 'next-intl';
import styles from './terminal-pane.module.css';

const keys = [
  { label: 'Esc', name: 'escape', data: '\x1b' },
  { label: 'Tab', name: 'tab', data: '\t' },
  { label: 'Ctrl+C', name: 'interrupt', data: '\x03' },
  { label: 'Ctrl+D', name: 'end', data: '\x04' },
  { label: '↑', name: 'up', data: '\x1b[A' },
  { label: '↓', name: 'down', data: '\x1b[B' },
] as const;

/** Keys that on-screen keyboards lack; shown on touch screens only. */
export function TouchKeys({ onKey }: { onKey: (data: string) => void }) {
  const t = useTranslations('touchKeys');
  return (
    <div className={styles.touchKeys} role="toolbar" aria-label={t('label')}>
      {keys.map(({ label, name, data }) => (
        // Pointer down keeps the terminal's focus, and with it the on-screen keyboard.
        <button
          key={name}
          type="button"
          className={styles.touchKey}
          aria-label={t(name)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onKey(data)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
