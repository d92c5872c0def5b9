'use client';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useConnection, useLesson } from '../lesson/lesson-context.ts';
import { InBar } from '../lesson/pane-frame.tsx';
import { storage } from '../storage.ts';
import type { EditorHandle } from './code-editor.tsx';
import styles from './editor-pane.module.css';
import { FileTree } from './file-tree.tsx';
import { absolutePath, isWithin, nameOf } from './paths.ts';

/** Monaco is heavy, so it is loaded when the first file is opened. */
const CodeEditor = dynamic(() => import('./code-editor.tsx').then((module) => module.CodeEditor), {
  ssr: false,
  loading: () => <LoadingEditor />,
});

/** The files of the learner's home folder and the one that is open. */
export function EditorPane() {
  const t = useTranslations('editor');
  const { slug, bench } = useLesson();
  const ready = useConnection().view?.sandbox.state === 'ready';
  const key = `slipway-file/${slug}`;
  const [open, setOpen] = useState<string | null>(() => storage.getItem(key));
  const [dirty, setDirty] = useState<readonly string[]>([]);
  const handle = useRef<EditorHandle>(null);
  const waiting = useRef<[string, string] | null>(null);

  const choose = useCallback(
    (path: string | null) => {
      setOpen(path);
      storage.setItem(key, path ?? '');
    },
    [key],
  );
  const onHandle = useCallback((next: EditorHandle | null) => {
    handle.current = next;
    if (!next || !waiting.current) return;
    next.put(...waiting.current);
    waiting.current = null;
  }, []);

  useEffect(
    () =>
      bench.offer('put', (path, text) => {
        const target = absolutePath(path);
        choose(target);
        if (handle.current) handle.current.put(target, text);
        else waiting.current = [target, text];
      }),
    [bench, choose],
  );

  return (
    <div className={styles.pane}>
      <InBar>
        {open && (
          <h2 className={styles.heading}>
            {nameOf(open)}
            {dirty.includes(open) && <span className={styles.dot} title={t('unsaved')} />}
          </h2>
        )}
      </InBar>
      <FileTree
        open={open}
        dirty={dirty}
        onOpen={choose}
        onMoved={(from, to) => {
          handle.current?.moved(from, to);
          if (open && isWithin(open, from)) choose(to + open.slice(from.length));
        }}
        onRemoved={(path) => {
          if (open && isWithin(open, path)) choose(null);
          handle.current?.removed(path);
        }}
      />
      {ready && open ? (
        <CodeEditor path={open} onHandle={onHandle} onDirty={setDirty} />
      ) : (
        <div className={styles.empty}>
          <p className={styles.emptyTitle}>{t(ready ? 'nothingOpen' : 'noMachine')}</p>
          <p>{t(ready ? 'nothingOpenWords' : 'noMachineWords')}</p>
        </div>
      )}
    </div>
  );
}

function LoadingEditor() {
  const t = useTranslations('editor');
  return (
    <div className={styles.empty} role="status">
      <p>{t('loading')}</p>
    </div>
  );
}
