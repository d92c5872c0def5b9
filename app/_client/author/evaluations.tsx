'use client';
import { useFormatter, useTranslations } from 'next-intl';
import type { Evaluation } from '#lib/author/model.ts';
import { useSay } from '../use-say.ts';
import styles from './author-drawer.module.css';

/** How a check came out lately, latest first. */
export function Evaluations({ evaluations }: { evaluations: readonly Evaluation[] }) {
  const t = useTranslations('author');
  const format = useFormatter();
  const { say } = useSay();
  return (
    <details className={styles.part}>
      <summary>{t('evaluations', { count: evaluations.length })}</summary>
      {evaluations.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('time')}</th>
              <th scope="col">{t('verdict')}</th>
              <th scope="col">{t('reason')}</th>
            </tr>
          </thead>
          <tbody>
            {evaluations.map(({ at, is, because }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two evaluations may be equal in everything.
              <tr key={`${at}-${index}`}>
                <td className="tabular">
                  {format.dateTime(at, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false })}
                </td>
                <td>{is}</td>
                <td>{because ? say(because) : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
