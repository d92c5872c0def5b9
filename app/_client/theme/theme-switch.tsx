'use client';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Menu } from '#app/_ui/menu.tsx';
import { storage } from '../storage.ts';
import { themeKey } from './theme-script.ts';
import { useThemeChoice } from './use-theme.ts';

const icons = { system: Monitor, light: Sun, dark: Moon };
const choices = ['system', 'light', 'dark'] as const;

/** Chooses light, dark, or whatever the system says; remembered in this browser. */
export function ThemeSwitch() {
  const t = useTranslations('theme');
  const choice = useThemeChoice();
  const Icon = icons[choice];
  const choose = (next: (typeof choices)[number]) => {
    if (next === 'system') storage.removeItem(themeKey);
    else storage.setItem(themeKey, next);
    dispatchEvent(new Event('slipway-theme'));
  };
  return (
    <Menu.Root>
      <Menu.Trigger label={t('label', { choice: t(choice) })}>
        <Icon size={18} strokeWidth={1.5} aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Content>
        <Menu.Choices
          value={choice}
          choices={choices.map((value) => ({ value, label: t(value) }))}
          onChoose={(value) => {
            const next = choices.find((candidate) => candidate === value);
            if (next) choose(next);
          }}
        />
      </Menu.Content>
    </Menu.Root>
  );
}
