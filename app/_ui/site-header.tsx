import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { LanguageSwitch } from '#app/_client/language-switch.tsx';
import { ThemeSwitch } from '#app/_client/theme/theme-switch.tsx';
import type { Locale } from '#lib/base/index.ts';
import styles from './site-header.module.css';
import { Wordmark } from './wordmark.tsx';

/** The bar on top of every page that is not a lesson. */
export function SiteHeader({ locale }: { locale: Locale }) {
  const t = useTranslations('site');
  return (
    <header className={styles.header}>
      <Link className={styles.home} href={`/${locale}`} aria-label={t('home')}>
        <Wordmark />
      </Link>
      <div className={styles.tools}>
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}
