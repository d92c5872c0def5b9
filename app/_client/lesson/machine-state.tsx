'use client';
import { useTranslations } from 'next-intl';
import { useConnection, useLesson } from './lesson-context.ts';
import styles from './machine-state.module.css';

/** In a few words, how the machine is; a broken connection comes first, because then nobody knows. */
export function MachineState() {
  const t = useTranslations('machine');
  const { sandbox: wanted, connection } = useLesson();
  const { link, view } = useConnection();
  if (link === 'waiting' || link === 'offline') {
    return (
      <p className={styles.state} data-tone="trouble" role="status">
        <span className={styles.light} />
        {t(link)}
        {link === 'waiting' && (
          <button type="button" className={styles.retry} onClick={connection.retryNow}>
            {t('retry')}
          </button>
        )}
      </p>
    );
  }
  const sandbox = view?.sandbox ?? { state: 'none' as const };
  if (!wanted) return null;
  const words = () => {
    if (link === 'connecting') return t('connecting');
    if (sandbox.state === 'queued') return t('queued', { position: sandbox.position });
    if (sandbox.state === 'ready') return t(`daemon.${sandbox.daemon}`);
    return t(sandbox.state);
  };
  const tone =
    sandbox.state === 'ended' || (sandbox.state === 'ready' && sandbox.daemon === 'down') ? 'trouble' : sandbox.state;
  return (
    <p className={`${styles.state} tabular`} data-tone={link === 'connecting' ? 'starting' : tone} role="status">
      <span className={styles.light} />
      <span className={styles.words}>{words()}</span>
    </p>
  );
}
