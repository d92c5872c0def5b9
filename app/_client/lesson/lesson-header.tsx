'use client';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Wordmark } from '#app/_ui/wordmark.tsx';
import { LanguageSwitch } from '../language-switch.tsx';
import { ThemeSwitch } from '../theme/theme-switch.tsx';
import { KeyboardMap } from './keyboard-map.tsx';
import { useLesson } from './lesson-context.ts';
import styles from './lesson-header.module.css';
import { MachineState } from './machine-state.tsx';

/** The bar on top of a lesson: home, where you are, how the machine and the connection are, and the switches. */
export function LessonHeader({ mapOpen, onMapOpen }: { mapOpen: boolean; onMapOpen: (open: boolean) => void }) {
  const t = useTranslations('site');
  const { title, locale } = useLesson();
  return (
    <header className={styles.header}>
      <Link className={styles.home} href={`/${locale}`} aria-label={t('home')}>
        <Wordmark />
      </Link>
      <p className={styles.title}>{title}</p>
      <div className={styles.tools}>
        <MachineState />
        <KeyboardMap open={mapOpen} onOpenChange={onMapOpen} />
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}
