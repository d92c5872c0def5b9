'use client';
import { Globe } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { button } from '#app/_ui/button.ts';
import styles from './help.module.css';
import { useConnection, useLesson } from './lesson-context.ts';

/** Where a lesson wants a published port to be looked at: opens it in the bench, and says whether a container publishes it. */
export function Preview({ port }: { port: number | string }) {
  const t = useTranslations('preview');
  const { bench, sandbox } = useLesson();
  const { view } = useConnection();
  const container = view?.previews.find((each) => each.port === Number(port))?.container;
  return (
    <p className={styles.preview}>
      <button
        type="button"
        className={button('plain', 'small')}
        disabled={!sandbox || view?.sandbox.state !== 'ready'}
        onClick={() => bench.look(`port-${Number(port)}`)}
      >
        <Globe size={14} strokeWidth={1.5} aria-hidden="true" />
        {t('open', { port: String(port) })}
      </button>
      <span className={styles.previewState}>{container ? t('published', { container }) : t('unpublished')}</span>
    </p>
  );
}
