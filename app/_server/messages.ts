import type { Locale } from '#lib/base/index.ts';
import checkEn from '#lib/check/messages/en.json';
import checkZhCn from '#lib/check/messages/zh-CN.json';
import en from '../_messages/en.json';
import zhCn from '../_messages/zh-CN.json';

/** Every sentence the page may say, per language: the interface's own and those of verdicts (under `check`). */
export const messages: Record<Locale, typeof en & typeof checkEn> = {
  en: { ...en, ...checkEn },
  'zh-CN': { ...zhCn, ...checkZhCn },
};
