import { describe, expect, test } from 'vitest';
import { parseDeb822, parseOneLine } from './apt-sources.ts';

describe('one-line format', () => {
  test('reads deb lines with and without options, and nothing else', () => {
    const text = [
      '# deb http://old.example/debian stretch main',
      'deb [arch=amd64 signed-by=/k.gpg] http://a.example/debian trixie main contrib # ours',
      'deb-src http://a.example/debian trixie main',
      'deb http://a.example/debian-security trixie-security main',
      'deb broken',
    ].join('\n');
    expect(parseOneLine(text)).toEqual([
      { uri: 'http://a.example/debian', suite: 'trixie', components: ['main', 'contrib'] },
      { uri: 'http://a.example/debian-security', suite: 'trixie-security', components: ['main'] },
    ]);
  });
});

describe('deb822 format', () => {
  test('reads every URI with every suite, folded fields, comments inside a paragraph', () => {
    const text = [
      'Types: deb deb-src',
      '# the mirror of the house',
      'URIs: http://a.example/debian',
      'Suites: trixie',
      ' trixie-updates',
      'Components: main',
      '',
      'Types: deb',
      'URIs: http://b.example/debian',
      'Suites: sid',
      'Components: main',
      'Enabled: no',
      '',
      'Types: deb-src',
      'URIs: http://c.example/debian',
      'Suites: sid',
      'Components: main',
    ].join('\n');
    expect(parseDeb822(text)).toEqual([
      { uri: 'http://a.example/debian', suite: 'trixie', components: ['main'] },
      { uri: 'http://a.example/debian', suite: 'trixie-updates', components: ['main'] },
    ]);
  });
});
