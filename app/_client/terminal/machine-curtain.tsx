'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { button } from '#app/_ui/button.ts';
import { systemClock } from '#lib/base/index.ts';
import { useConnection, useLesson } from '../lesson/lesson-context.ts';
import { useSay } from '../use-say.ts';
import styles from './machine-curtain.module.css';

/** What stands where the terminal will be: getting ready, a place in the queue, or why there is no machine, with one thing to do. */
export function MachineCurtain() {
  const t = useTranslations('curtain');
  const { sayError } = useSay();
  const { connection } = useLesson();
  const { view, link, error } = useConnection();
  const sandbox = view?.sandbox ?? { state: 'none' as const };
  const start = () => connection.send({ type: 'start' });
  const failed =
    sandbox.state === 'ended' ? sandbox.code : sandbox.state === 'none' && link === 'open' ? error?.code : undefined;
  if (failed) {
    return (
      <div className={styles.curtain} role="status">
        <p className={styles.title}>{t('ended')}</p>
        <p className={styles.words}>{sayError(failed)}</p>
        <p>
          <button type="button" className={button('primary')} disabled={link !== 'open'} onClick={start}>
            {t('start')}
          </button>
        </p>
        <p className={styles.code}>{failed}</p>
      </div>
    );
  }
  if (link === 'waiting' || link === 'offline')
    return <Waiting title={t('unreachable')} words={t('unreachableWords')} />;
  if (sandbox.state === 'queued')
    return <Waiting title={t('queued', { position: sandbox.position })} words={t('queuedWords')} />;
  return <Waiting title={t('starting')} words={t('startingWords')} />;
}

/** Shown after 300 ms only: a machine that is there at once needs no words. */
function Waiting({ title, words }: { title: string; words: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = systemClock.after(300, () => setLate(true));
    return () => timer[Symbol.dispose]();
  }, []);
  return (
    <div className={styles.curtain} role="status">
      {late && (
        <>
          <svg className={styles.ways} viewBox="0 0 96 40" width="96" height="40" aria-hidden="true">
            <path d="M2 10 94 36" />
            <path className={styles.load} d="M0 0h22v4H0zM0-6h22v4H0z" />
          </svg>
          <p className={styles.title}>{title}</p>
          <p className={styles.words}>{words}</p>
        </>
      )}
    </div>
  );
}
