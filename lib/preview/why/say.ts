import { IntlMessageFormat } from 'intl-messageformat';
import { defaultLocale, type Locale, locales, type Message } from '../../base/index.ts';
import en from '../messages/en.json' with { type: 'json' };
import zhCN from '../messages/zh-CN.json' with { type: 'json' };

type Catalogue = { [key: string]: string | Catalogue };

/** Sentences of the pages shown instead of a preview, by language. */
export const previewMessages: Readonly<Record<Locale, Catalogue>> = { en, 'zh-CN': zhCN };

/** A message as a sentence; an id without one is said as it is. */
export function say({ id, values }: Message, locale: Locale): string {
  let entry: string | Catalogue | undefined = previewMessages[locale];
  for (const key of id.split('.')) {
    entry = typeof entry === 'object' && Object.hasOwn(entry, key) ? entry[key] : undefined;
  }
  return typeof entry === 'string' ? String(new IntlMessageFormat(entry, locale).format(values)) : id;
}

/** The supported language a browser asks for first; the default when it asks for none of them. */
export function languageOf(acceptLanguage: string | undefined): Locale {
  for (const part of (acceptLanguage ?? '').split(',')) {
    const wanted = part.trim().toLowerCase().split(/[-;]/, 1)[0];
    const found = locales.find((locale) => locale.toLowerCase().split('-', 1)[0] === wanted);
    if (found) return found;
  }
  return defaultLocale;
}
