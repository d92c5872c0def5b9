import 'server-only';
import { getRequestConfig } from 'next-intl/server';
import { defaultLocale, isLocale } from '#lib/base/index.ts';
import { messages } from './messages.ts';

/** next-intl's per-request configuration: the locale comes from the address, never from a guess. */
export default getRequestConfig(async ({ requestLocale }) => {
  const requested = await requestLocale;
  const locale = isLocale(requested) ? requested : defaultLocale;
  return { locale, messages: messages[locale], timeZone: 'UTC' };
});
