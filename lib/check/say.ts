import { IntlMessageFormat } from 'intl-messageformat';
import type { Locale, Message } from '../base/index.ts';
import en from './messages/en.json' with { type: 'json' };
import zhCN from './messages/zh-CN.json' with { type: 'json' };

/** A message catalogue: sentences by nested keys. */
export interface Catalogue {
  [key: string]: string | Catalogue;
}

/** Sentences of the checks by language; the pages merge them with their own. */
export const checkMessages: Readonly<Record<Locale, Catalogue>> = { en, 'zh-CN': zhCN };

/** The pattern of a message id ("check.typo"), or undefined when the catalogue has none. */
export function pattern(id: string, locale: Locale): string | undefined {
  let entry: string | Catalogue | undefined = checkMessages[locale];
  for (const key of id.split('.'))
    entry = typeof entry === 'object' && Object.hasOwn(entry, key) ? entry[key] : undefined;
  return typeof entry === 'string' ? entry : undefined;
}

/** A check's message as a sentence, for the command line and the reference. An id without a sentence is said as it is. */
export function say({ id, values }: Message, locale: Locale = 'en'): string {
  const text = pattern(id, locale);
  return text === undefined ? id : String(new IntlMessageFormat(text, locale).format(values));
}
