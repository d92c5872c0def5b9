'use client';
import { Languages } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { Menu } from '#app/_ui/menu.tsx';
import { type Locale, locales } from '#lib/base/index.ts';
import { setCookie } from './cookie.ts';

const names: Record<Locale, string> = { en: 'English', 'zh-CN': '简体中文' };

/** Changes the language and keeps the page and step. A full load on purpose: `lang`, fonts and lesson text change together. */
export function LanguageSwitch() {
  const t = useTranslations('language');
  const locale = useLocale();
  const pathname = usePathname();
  const choose = (next: string) => {
    setCookie('slipway-locale', next);
    location.assign(`${pathname.replace(`/${locale}`, `/${next}`)}${location.search}${location.hash}`);
  };
  return (
    <Menu.Root>
      <Menu.Trigger label={t('label')}>
        <Languages size={18} strokeWidth={1.5} aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Content>
        <Menu.Choices
          value={locale}
          choices={locales.map((value) => ({ value, label: names[value], lang: value }))}
          onChoose={choose}
        />
      </Menu.Content>
    </Menu.Root>
  );
}
