import { getTranslations } from 'next-intl/server';
import type { DriverHealth } from '#sandbox/model.ts';
import { Notice } from '../notice.tsx';
import styles from './health-banner.module.css';

/** Says, in doctor's words, why this host gives no machines; nothing when it does. Lessons stay readable. */
export async function HealthBanner({ health }: { health: Promise<DriverHealth> }) {
  // Not even knowing is a kind of not well; it must not take the catalogue with it.
  const { ok, findings } = await health.catch(() => ({ ok: false, findings: [] }));
  if (ok) return null;
  const t = await getTranslations('health');
  return (
    <Notice title={t('title')}>
      <p>{t('meaning')}</p>
      <dl className={styles.findings} lang="en">
        {findings
          .filter((finding) => !finding.ok)
          .map((finding) => (
            <div key={finding.name}>
              <dt>{finding.name}</dt>
              <dd>{finding.detail}</dd>
              {finding.remedy && <dd className={styles.remedy}>{finding.remedy}</dd>}
            </div>
          ))}
      </dl>
    </Notice>
  );
}
