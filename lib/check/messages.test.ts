import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { locales, type Message } from '../base/index.ts';
import { checkKinds } from './check-kinds.ts';
import { evaluateExample } from './reference.ts';
import { type Catalogue, checkMessages, pattern, say } from './say.ts';

function keys(catalogue: Catalogue, prefix = ''): string[] {
  return Object.entries(catalogue).flatMap(([key, entry]) =>
    typeof entry === 'string' ? [prefix + key] : keys(entry, `${prefix}${key}.`),
  );
}

/** Names of the placeholders of an ICU pattern, also inside plurals and selects. */
function placeholders(text: string): string[] {
  const names = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) walk(each);
    else if (node && typeof node === 'object') {
      if ('type' in node && 'value' in node && node.type !== 0 && typeof node.value === 'string') names.add(node.value);
      for (const each of Object.values(node)) walk(each);
    }
  };
  walk(new IntlMessageFormat(text, 'en').getAst());
  return [...names].sort();
}

const sources = ['.', 'kinds']
  .flatMap((folder) =>
    readdirSync(join(import.meta.dirname, folder)).map((name) => join(import.meta.dirname, folder, name)),
  )
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');
const used = [...new Set([...sources.matchAll(/'(check(?:\.[a-z-]+)+)'/g)].map((match) => match[1] ?? ''))].sort();

describe('message catalogues of the checks', () => {
  test('all languages have the same sentences with the same placeholders', () => {
    const english = keys(checkMessages.en);
    for (const locale of locales) {
      expect(keys(checkMessages[locale])).toEqual(english);
      for (const key of english) {
        expect([key, placeholders(pattern(key, locale) ?? '')]).toEqual([key, placeholders(pattern(key, 'en') ?? '')]);
      }
    }
  });

  test('every id in the sources has a sentence, and every sentence is used', () => {
    expect(keys(checkMessages.en).sort()).toEqual(used);
  });

  test('every sentence an example gives can be said in every language, with nothing left open', () => {
    for (const kind of checkKinds) {
      for (const example of kind.examples) {
        const { title, verdict } = evaluateExample(kind, example);
        const messages: (Message | undefined)[] = [title];
        if (verdict.is !== 'broken') messages.push(verdict.because);
        if (verdict.is === 'failed') messages.push(verdict.expected, verdict.found);
        for (const each of messages) {
          if (each) for (const locale of locales) expect(say(each, locale)).toMatch(/^(?!.*[{}])\S.*\S$/);
        }
      }
    }
  });
});
