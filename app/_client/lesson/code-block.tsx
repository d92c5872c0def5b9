'use client';
import { FileInput, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { button } from '#app/_ui/button.ts';
import styles from './code-block.module.css';
import { CopyButton } from './copy-button.tsx';
import { useConnection, useLesson } from './lesson-context.ts';

type Props = {
  language?: string;
  /** The text itself, for the terminal, the editor and the clipboard. */
  code: string;
  /** Shell lines that may be run with one click. */
  run?: boolean | string;
  /** Path below the home folder this text is meant for. */
  file?: string;
  /** The highlighted `<code>`. */
  children: ReactNode;
};

/** A block of code in a lesson: to run, to put into the editor, to copy, or (language `output`) only to compare with. */
export function CodeBlock({ language, code, run, file, children }: Props) {
  const t = useTranslations('code');
  const { bench, sandbox } = useLesson();
  const ready = useConnection().view?.sandbox.state === 'ready';
  const runnable = run !== undefined && run !== false && run !== 'false';
  if (language === 'output') {
    return (
      <figure className={`${styles.block} ${styles.output}`}>
        <figcaption className={styles.caption}>{t('output')}</figcaption>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls sideways must be reachable by keyboard. */}
        <pre className={styles.pre} tabIndex={0}>
          {children}
        </pre>
      </figure>
    );
  }
  return (
    <div className={styles.block} data-run={runnable || undefined}>
      {file && <p className={styles.caption}>{file}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls sideways must be reachable by keyboard. */}
      <pre className={styles.pre} tabIndex={0}>
        {children}
      </pre>
      <div className={styles.tools}>
        {runnable && sandbox && (
          <button
            type="button"
            className={button('quiet', 'small')}
            disabled={!ready}
            title={t('runTitle')}
            onClick={() => bench.run(code)}
          >
            <Play size={14} strokeWidth={1.5} aria-hidden="true" />
            {t('run')}
          </button>
        )}
        {file && sandbox && (
          <button
            type="button"
            className={button('quiet', 'small')}
            disabled={!ready}
            onClick={() => bench.put(file, code)}
          >
            <FileInput size={14} strokeWidth={1.5} aria-hidden="true" />
            {t('put')}
          </button>
        )}
        <CopyButton text={code} />
      </div>
    </div>
  );
}
