/** Languages Slipway speaks. Another one is added by adding it here, with its catalogues and `lesson.<locale>.mdx` files. */
export const locales = ['en', 'zh-CN'] as const;
export type Locale = (typeof locales)[number];

/** The language every lesson declares its structure in, and the fallback for untranslated parts. */
export const defaultLocale: Locale = 'en';

/** True for a supported locale; use it on anything that came from a URL, a cookie or a file name. */
export function isLocale(value: unknown): value is Locale {
  return locales.some((locale) => locale === value);
}
