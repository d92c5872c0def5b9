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
  const t = useTranslations();
  const { title, locale, course } = useLesson();
  return (
    <header className={styles.header}>
      <Link className={styles.home} href={`/${locale}`} aria-label={t('site.home')}>
        <Wordmark />
      </Link>
      <p className={styles.place}>
        {course && (
          <Link
            className={styles.course}
            href={course.href}
            aria-label={t('course.label', { title: course.title })}
            lang={course.locale === locale ? undefined : course.locale}
          >
            {course.title}
          </Link>
        )}
        <span className={styles.title}>{title}</span>
      </p>
      <div className={styles.tools}>
        <MachineState />
        <KeyboardMap open={mapOpen} onOpenChange={onMapOpen} />
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}
