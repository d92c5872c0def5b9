'use client';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { button } from '#app/_ui/button.ts';
import type { ErrorCode } from '#lib/base/index.ts';
import { useLesson } from '../lesson/lesson-context.ts';
import { useTheme } from '../theme/use-theme.ts';
import { useSay } from '../use-say.ts';
import { Documents } from './documents.ts';
import styles from './editor-pane.module.css';
import { monaco } from './monaco.ts';
import { applyMonacoTheme } from './monaco-theme.ts';
import { absolutePath, isWithin, nameOf } from './paths.ts';

/** What the pane asks of the editor once it is loaded. */
export interface EditorHandle {
  put: (path: string, text: string) => void;
  moved: (from: string, to: string) => void;
  removed: (path: string) => void;
}

type Props = {
  path: string;
  onHandle: (handle: EditorHandle | null) => void;
  onDirty: (paths: readonly string[]) => void;
};

/** Monaco on one file of the sandbox. */
export function CodeEditor({ path, onHandle, onDirty }: Props) {
  const t = useTranslations('editor');
  const { sayError } = useSay();
  const { slug, connection } = useLesson();
  const theme = useTheme();
  const documents = useMemo(() => new Documents(slug), [slug]);
  const states = useSyncExternalStore(documents.subscribe, documents.states, documents.states);
  const state = states.find((candidate) => candidate.path === path);
  const element = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor>(null);
  const shown = useRef(path);
  const [failed, setFailed] = useState<ErrorCode | null>(null);

  const show = useCallback(
    (code: ErrorCode | null) => {
      setFailed(code);
      editor.current?.setModel(documents.model(shown.current));
    },
    [documents],
  );

  useEffect(() => {
    if (!element.current) return;
    applyMonacoTheme(document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light');
    const created = monaco.editor.create(element.current, {
      model: null,
      automaticLayout: true,
      bracketPairColorization: { enabled: false },
      fontFamily: "'JetBrains Mono Variable', 'Noto Sans SC Variable', monospace",
      fontLigatures: false,
      fontSize: 14,
      lineHeight: 22,
      minimap: { enabled: false },
      overviewRulerLanes: 0,
      padding: { top: 8, bottom: 8 },
      renderLineHighlight: 'line',
      scrollBeyondLastLine: false,
      // Chinese punctuation is what these files are meant to hold.
      unicodeHighlight: { ambiguousCharacters: false },
      wordBasedSuggestions: 'currentDocument',
      lineNumbersMinChars: 3,
      fixedOverflowWidgets: true,
    });
    created.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyS, () => void documents.save(shown.current));
    editor.current = created;
    const fonts = () => monaco.editor.remeasureFonts();
    document.fonts.addEventListener('loadingdone', fonts);
    return () => {
      document.fonts.removeEventListener('loadingdone', fonts);
      created.dispose();
      editor.current = null;
    };
  }, [documents]);

  useEffect(() => applyMonacoTheme(theme), [theme]);
  useEffect(() => () => documents[Symbol.dispose](), [documents]);

  const open = useCallback(
    (path: string) =>
      void documents.open(path).then((code) => {
        if (shown.current === path) show(code === 'FILE_MISSING' && documents.model(path) ? null : code);
      }),
    [documents, show],
  );

  useEffect(() => {
    shown.current = path;
    open(path);
  }, [path, open]);

  useEffect(() => {
    editor.current?.updateOptions({ ariaLabel: t('label', { name: nameOf(path) }) });
  }, [path, t]);

  useEffect(() => {
    const watching = connection.onFiles((paths) => {
      const changed = paths.map(absolutePath);
      void documents.changed(changed);
      // What could not be opened may be another file by now: shorter, text, or there at all.
      if (!documents.model(shown.current) && changed.some((each) => isWithin(shown.current, each))) open(shown.current);
    });
    return () => watching[Symbol.dispose]();
  }, [connection, documents, open]);

  useEffect(() => {
    onHandle({
      put: (target, text) =>
        void documents.put(target, text).then((code) => {
          if (shown.current === target) show(documents.model(target) ? null : code);
        }),
      moved: (from, to) => documents.moved(from, to),
      removed: (gone) => documents.close(gone),
    });
    return () => onHandle(null);
  }, [documents, onHandle, show]);

  const dirty = states
    .filter((candidate) => candidate.dirty)
    .map((candidate) => candidate.path)
    .join('\n');
  useEffect(() => onDirty(dirty ? dirty.split('\n') : []), [dirty, onDirty]);

  return (
    <div className={styles.code}>
      {state?.conflict && (
        <div className={styles.bar} role="alert">
          <span>{t('conflict', { name: nameOf(path) })}</span>
          <button type="button" className={button('plain', 'small')} onClick={() => documents.settle(path, 'theirs')}>
            {t('takeTheirs')}
          </button>
          <button type="button" className={button('plain', 'small')} onClick={() => documents.settle(path, 'ours')}>
            {t('keepMine')}
          </button>
        </div>
      )}
      {state?.error && (
        <div className={styles.bar} role="alert">
          <span>{sayError(state.error)}</span>
          <button type="button" className={button('plain', 'small')} onClick={() => documents.save(path)}>
            {t('saveAgain')}
          </button>
        </div>
      )}
      {state?.dirty && !state.conflict && !state.error && (
        <button
          type="button"
          className={`${button('plain', 'small')} ${styles.save}`}
          disabled={state.saving}
          title="Ctrl+S"
          onClick={() => documents.save(path)}
        >
          {t('save')}
        </button>
      )}
      <div className={styles.monaco} ref={element} hidden={failed !== null} />
      {failed && (
        <div className={styles.empty} role="status">
          <p className={styles.emptyTitle}>{nameOf(path)}</p>
          <p>{sayError(failed)}</p>
        </div>
      )}
    </div>
  );
}
