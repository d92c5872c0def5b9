'use client';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { button } from '#app/_ui/button.ts';
import type { OpenTerminal } from './open-xterm.ts';
import styles from './terminal-pane.module.css';

/** Finds text in a terminal's output. Enter goes up, like reading back; Escape closes. */
export function SearchBox({ terminal, onClose }: { terminal: () => OpenTerminal | undefined; onClose: () => void }) {
  const t = useTranslations('terminal');
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  useEffect(() => input.current?.focus(), []);
  const find = (direction: 'up' | 'down', wanted = text) => {
    const search = terminal()?.search;
    const found = direction === 'up' ? search?.findPrevious(wanted) : search?.findNext(wanted);
    setMissing(wanted !== '' && found === false);
  };
  const close = () => {
    terminal()?.search.clearDecorations();
    onClose();
  };
  return (
    <search className={styles.search}>
      <input
        ref={input}
        className={styles.searchInput}
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        data-missing={missing || undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          find('up', event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
          if (event.key === 'Enter') find(event.shiftKey ? 'down' : 'up');
        }}
      />
      <span className="visually-hidden" role="status">
        {missing ? t('notFound') : ''}
      </span>
      <button type="button" className={button('quiet', 'icon')} aria-label={t('findUp')} onClick={() => find('up')}>
        <ArrowUp size={16} strokeWidth={1.5} aria-hidden="true" />
      </button>
      <button type="button" className={button('quiet', 'icon')} aria-label={t('findDown')} onClick={() => find('down')}>
        <ArrowDown size={16} strokeWidth={1.5} aria-hidden="true" />
      </button>
      <button type="button" className={button('quiet', 'icon')} aria-label={t('closeSearch')} onClick={close}>
        <X size={16} strokeWidth={1.5} aria-hidden="true" />
      </button>
    </search>
  );
}
