import { expect, test } from 'vitest';
import { preferredLocale } from './preferred-locale.ts';

test.each([
  [null, 'en'],
  ['', 'en'],
  ['fr-FR,fr;q=0.9', 'en'],
  ['zh-TW,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['en;q=0.5, zh-CN;q=0.9', 'zh-CN'],
  ['zh;q=0, en', 'en'],
  ['de, zh-CN;q=0.3, en;q=0.2', 'zh-CN'],
] as const)('%s gives %s', (header, locale) => {
  expect(preferredLocale(header)).toBe(locale);
});
