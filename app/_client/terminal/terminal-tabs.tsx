'use client';
import { Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { button } from '#app/_ui/button.ts';
import { terminalLimit } from '#lib/terminal/model.ts';
import styles from './terminal-pane.module.css';

type Props = {
  terminals: readonly number[];
  active: number;
  onChoose: (number: number) => void;
  onAdd: () => void;
  onClose: (number: number) => void;
  canAdd: boolean;
};

/** The session's terminals; arrow keys move between them, Delete closes one. */
export function TerminalTabs({ terminals, active, onChoose, onAdd, onClose, canAdd }: Props) {
  const t = useTranslations('terminal');
  const step = (by: number) => {
    const next = terminals[(terminals.indexOf(active) + by + terminals.length) % terminals.length];
    if (next === undefined) return;
    onChoose(next);
    document.getElementById(`terminal-tab-${next}`)?.focus();
  };
  return (
    <>
      <div className={styles.tabs} role="tablist" aria-label={t('tabs')}>
        {terminals.map((number) => (
          <button
            key={number}
            type="button"
            role="tab"
            id={`terminal-tab-${number}`}
            className={styles.tab}
            aria-selected={number === active}
            aria-controls="terminal-panel"
            tabIndex={number === active ? 0 : -1}
            onClick={() => onChoose(number)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowRight') step(1);
              else if (event.key === 'ArrowLeft') step(-1);
              else if (event.key === 'Delete' && terminals.length > 1) onClose(number);
            }}
          >
            {terminals.length === 1 ? t('only') : t('tab', { number: number + 1 })}
          </button>
        ))}
      </div>
      {terminals.length > 1 && (
        <button
          type="button"
          className={button('quiet', 'icon')}
          aria-label={t('close', { number: active + 1 })}
          title={t('close', { number: active + 1 })}
          onClick={() => onClose(active)}
        >
          <X size={16} strokeWidth={1.5} aria-hidden="true" />
        </button>
      )}
      {terminals.length < terminalLimit && (
        <button
          type="button"
          className={button('quiet', 'icon')}
          aria-label={t('add')}
          title={t('add')}
          onClick={onAdd}
          disabled={!canAdd}
        >
          <Plus size={16} strokeWidth={1.5} aria-hidden="true" />
        </button>
      )}
    </>
  );
}
