'use client';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useConnection, useLesson } from '../lesson/lesson-context.ts';
import { InBar } from '../lesson/pane-frame.tsx';
import { storage } from '../storage.ts';
import { MachineCurtain } from './machine-curtain.tsx';
import type { OpenTerminal } from './open-xterm.ts';
import { SearchBox } from './search-box.tsx';
import { ShellEnded } from './shell-ended.tsx';
import styles from './terminal-pane.module.css';
import { TerminalTabs } from './terminal-tabs.tsx';
import { TerminalTools } from './terminal-tools.tsx';
import { TerminalView } from './terminal-view.tsx';
import { TouchKeys } from './touch-keys.tsx';
import { useFontsReady } from './use-fonts-ready.ts';

const screenReaderKey = 'slipway-screen-reader';

/** The terminals of the session as tabs, what can be done with them, and what stands there while there is no machine. */
export function TerminalPane() {
  const t = useTranslations('terminal');
  const { connection, bench } = useLesson();
  const { terminals, ended, view, error } = useConnection();
  const [chosen, setChosen] = useState(0);
  const [screenReader, setScreenReader] = useState(() => storage.getItem(screenReaderKey) === 'on');
  const [searching, setSearching] = useState(false);
  const opened = useRef(new Map<number, OpenTerminal>());
  const fontsReady = useFontsReady();
  const active = terminals.includes(chosen) ? chosen : (terminals[0] ?? 0);
  const ready = view?.sandbox.state === 'ready';

  const onReady = useCallback((number: number, terminal: OpenTerminal | null) => {
    if (terminal) opened.current.set(number, terminal);
    else opened.current.delete(number);
  }, []);
  const focus = useCallback(
    (number: number) => requestAnimationFrame(() => opened.current.get(number)?.terminal.focus()),
    [],
  );
  const openSearch = useCallback(() => setSearching(true), []);

  const add = () => {
    const number = connection.addTerminal();
    setChosen(number);
    focus(number);
  };

  useEffect(
    () =>
      bench.offer('type', (text) => {
        const sent = connection.send({ type: 'input', terminal: active, data: text });
        if (sent) focus(active);
        return sent;
      }),
    [bench, connection, active, focus],
  );

  return (
    <div className={styles.pane}>
      <InBar>
        <TerminalTabs
          terminals={terminals}
          active={active}
          onChoose={setChosen}
          onAdd={add}
          onClose={(number) => connection.closeTerminal(number)}
          canAdd={ready}
        />
        <TerminalTools
          screenReader={screenReader}
          onScreenReader={(on) => {
            setScreenReader(on);
            storage.setItem(screenReaderKey, on ? 'on' : 'off');
          }}
          onSearch={openSearch}
          onClear={() => opened.current.get(active)?.terminal.clear()}
        />
      </InBar>
      <div className={styles.stack} role="tabpanel" id="terminal-panel" aria-label={t('panel', { number: active + 1 })}>
        {fontsReady &&
          terminals.map((number) => (
            <TerminalView
              key={number}
              number={number}
              active={number === active}
              screenReader={screenReader}
              onReady={onReady}
              onSearch={openSearch}
            />
          ))}
        {searching && (
          <SearchBox
            terminal={() => opened.current.get(active)}
            onClose={() => {
              setSearching(false);
              focus(active);
            }}
          />
        )}
        {ready && active in ended && (
          <ShellEnded
            exitCode={ended[active] ?? null}
            onAgain={() => {
              connection.reopenTerminal(active);
              focus(active);
            }}
          />
        )}
        {!ready && <MachineCurtain />}
      </div>
      {error?.code === 'TERMINAL_LIMIT' && (
        <p className={styles.note} role="status" key={error.at}>
          {t('limit')}
        </p>
      )}
      <TouchKeys onKey={(data) => bench.type(data)} />
    </div>
  );
}
