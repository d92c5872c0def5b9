import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue, type Locale, locales } from '#lib/base/index.ts';
import en from './en.json';
import zhCn from './zh-CN.json';

const catalogues: Record<Locale, object> = { en, 'zh-CN': zhCn };

/** Every sentence of a catalogue by its full key. */
function sentences(messages: object, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(messages).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...sentences(value, `${prefix}${key}.`)],
    ),
  );
}

const placeholders = (sentence: string) =>
  [...new Set([...sentence.matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort();

test.each(locales)('%s has a sentence for every error', (locale) => {
  const said = [...sentences(catalogues[locale]).keys()].filter((key) => key.startsWith('error.'));
  expect(said.sort()).toEqual(
    Object.keys(catalogue)
      .map((code) => `error.${code}`)
      .sort(),
  );
});

test('all languages have the same keys with the same placeholders', () => {
  const english = sentences(en);
  for (const locale of locales) {
    const others = sentences(catalogues[locale]);
    expect([...others.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, sentence] of english) {
      expect([key, placeholders(others.get(key) ?? '')]).toEqual([key, placeholders(sentence)]);
    }
  }
});

test('no key is left over', () => {
  const source = globSync('app/**/*.{ts,tsx}')
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  // The last part of a key stands in the source as a literal; keys of errors, states and tones are built from their code.
  const built = /^(?:error|step\.state|machine(?:\.daemon)?|theme|checks)\./;
  const unused = [...sentences(en).keys()].filter(
    (key) => !built.test(key) && !new RegExp(`['"\`.]${key.split('.').at(-1)}['"\`]`).test(source),
  );
  expect(unused).toEqual([]);
});

test('Chinese keeps a space between Chinese and Latin, and uses full-width punctuation', () => {
  for (const [key, sentence] of sentences(zhCn)) {
    const text = sentence.replace(/\{[^{}]*\}/g, 'X');
    expect([key, /[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]/.exec(text)?.[0]]).toEqual([key, undefined]);
    expect([key, /[\u4e00-\u9fff][,.!?:;()]/.exec(text)?.[0]]).toEqual([key, undefined]);
  }
});
