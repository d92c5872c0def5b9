import { createTranslator } from 'next-intl';
import type { Locale } from '#lib/base/index.ts';
import { checkMessages } from '#lib/check/say.ts';
import en from '../../../app/_messages/en.json' with { type: 'json' };
import zhCN from '../../../app/_messages/zh-CN.json' with { type: 'json' };

const catalogues = { en: { ...en, ...checkMessages.en }, 'zh-CN': { ...zhCN, ...checkMessages['zh-CN'] } };

/** What a page says, by message id: tests find buttons and panes by the words a learner reads, in either language. */
export type Words = (id: string, values?: Record<string, string | number>) => string;

/** The {@link Words} of a language. Throws for an id that is in no catalogue. */
export function wordsOf(locale: Locale): Words {
  const translate = createTranslator<Record<string, unknown>>({
    locale,
    messages: catalogues[locale],
    onError: (error) => {
      throw error;
    },
  });
  return (id, values) => translate(id as never, values as never);
}
