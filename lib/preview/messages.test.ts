import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { locales } from '../base/index.ts';
import { previewMessages } from './why/say.ts';

type Catalogue = { [key: string]: string | Catalogue };
const keys = (catalogue: Catalogue, prefix = ''): [string, string][] =>
  Object.entries(catalogue).flatMap(([key, entry]): [string, string][] =>
    typeof entry === 'string' ? [[prefix + key, entry]] : keys(entry, `${prefix}${key}.`),
  );
const placeholders = (sentence: string) =>
  [...new Set([...sentence.matchAll(/\{(\w+)/g)].map((match) => match[1]))].sort();

test('all languages have the same sentences with the same placeholders', () => {
  const english = new Map(keys(previewMessages.en));
  for (const locale of locales) {
    const others = new Map(keys(previewMessages[locale]));
    expect([...others.keys()]).toEqual([...english.keys()]);
    for (const [key, sentence] of english) {
      expect([
        key,
        placeholders(others.get(key) ?? '').filter((name) => name && name in { name: 0, others: 0 }),
      ]).toEqual([key, placeholders(sentence).filter((name) => name && name in { name: 0, others: 0 })]);
    }
  }
});

test('every reason has its sentences, and every sentence its reason', () => {
  const source = readFileSync(join(import.meta.dirname, 'why', 'reason.ts'), 'utf8');
  const used = new Set([...source.matchAll(/reason\(\s*'([a-z-]+)'/g)].map((match) => match[1]));
  const said = new Set(keys(previewMessages.en).flatMap(([key]) => /^preview\.([a-z-]+)\.title$/.exec(key)?.[1] ?? []));
  expect([...said].sort()).toEqual([...used].sort());
});
