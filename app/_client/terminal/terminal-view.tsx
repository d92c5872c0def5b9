'use client';
import '@xterm/xterm/css/xterm.css';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { copyText } from '../copy-text.ts';
import { useLesson } from '../lesson/lesson-context.ts';
import { isPaneKey } from '../lesson/shortcuts.ts';
import { useTheme } from '../theme/use-theme.ts';
import { type OpenTerminal, openXterm } from './open-xterm.ts';
import { isTerminalReply } from './replies.ts';
import styles from './terminal-pane.module.css';
import { terminalTheme } from './terminal-theme.ts';

type Props = {
  number: number;
  active: boolean;
  screenReader: boolean;
  onReady: (number: number, terminal: OpenTerminal | null) => void;
  onSearch: () => void;
};

/** One terminal of the session, drawn by xterm; stays alive while its tab is hidden. */
export function TerminalView({ number, active, screenReader, onReady, onSearch }: Props) {
  const t = useTranslations('terminal');
  const { connection } = useLesson();
  const theme = useTheme();
  const element = useRef<HTMLDivElement>(null);
  const opened = useRef<OpenTerminal>(null);
  // Read when the terminal is opened; later changes are applied below without opening it again.
  const first = useRef({ theme, screenReader, t, onReady, onSearch });
  first.current = { theme, screenReader, t, onReady, onSearch };

  useEffect(() => {
    if (!element.current) return;
    const { t, ...options } = first.current;
    const open = openXterm(element.current, {
      ...options,
      label: t('inputLabel', { number: number + 1 }),
      lines: 5000,
    });
    const { terminal } = open;
    opened.current = open;
    open.fit();
    let replaying = false;
    const attached = connection.attach(
      number,
      {
        write: (bytes, done) => terminal.write(bytes, done),
        restart: () => terminal.reset(),
        skipped: (bytes) => terminal.write(`\r\n\x1b[0;2m── ${first.current.t('skipped', { bytes })} ──\x1b[0m\r\n`),
        replaying: (now) => {
          replaying = now;
        },
      },
      () => ({ cols: terminal.cols, rows: terminal.rows }),
    );
    terminal.onData((data) => {
      if (replaying && isTerminalReply(data)) return;
      // Pasted text may be long; frames are limited.
      for (let start = 0; start < data.length; start += 32_000) {
        connection.send({ type: 'input', terminal: number, data: data.slice(start, start + 32_000) });
      }
    });
    terminal.onResize(({ cols, rows }) => connection.send({ type: 'resize', terminal: number, cols, rows }));
    terminal.attachCustomKeyEventHandler((event) => handleKey(event, open, () => first.current.onSearch()));
    const resizing = new ResizeObserver(() => requestAnimationFrame(open.fit));
    resizing.observe(element.current);
    first.current.onReady(number, open);
    return () => {
      first.current.onReady(number, null);
      resizing.disconnect();
      attached[Symbol.dispose]();
      open[Symbol.dispose]();
      opened.current = null;
    };
  }, [connection, number]);

  useEffect(() => {
    if (opened.current) opened.current.terminal.options.theme = terminalTheme(theme);
  }, [theme]);

  useEffect(() => {
    if (opened.current) opened.current.terminal.options.screenReaderMode = screenReader;
  }, [screenReader]);

  return (
    <div className={styles.terminal} hidden={!active}>
      <div className={styles.screen} ref={element} />
    </div>
  );
}

/** Keys that are not for the shell: leaving the pane, copying, searching. False tells xterm to keep out of it. */
function handleKey(event: KeyboardEvent, { terminal }: OpenTerminal, search: () => void): boolean {
  if (isPaneKey(event)) return false;
  if (!event.ctrlKey || !event.shiftKey || event.altKey) return true;
  if (event.code === 'KeyC') {
    event.preventDefault();
    if (event.type === 'keydown' && terminal.hasSelection()) void copyText(terminal.getSelection());
    return false;
  }
  // The browser turns this key into a paste event, which xterm understands, also where pages may not read the clipboard.
  if (event.code === 'KeyV') return false;
  if (event.code === 'KeyF') {
    event.preventDefault();
    if (event.type === 'keydown') search();
    return false;
  }
  return true;
}
