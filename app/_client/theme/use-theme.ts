'use client';
import { useSyncExternalStore } from 'react';

/** What is painted now. */
export type Theme = 'light' | 'dark';

const watch = (changed: () => void) => {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-theme-choice'] });
  return () => observer.disconnect();
};

/** The theme painted now; changes when the learner or the system changes it. */
export function useTheme(): Theme {
  return useSyncExternalStore(
    watch,
    () => (document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light'),
    () => 'light',
  );
}

/** What was chosen: a theme, or to follow the system. */
export function useThemeChoice(): Theme | 'system' {
  return useSyncExternalStore(
    watch,
    () => {
      const choice = document.documentElement.dataset.themeChoice;
      return choice === 'light' || choice === 'dark' ? choice : 'system';
    },
    () => 'system',
  );
}
