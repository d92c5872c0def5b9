import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteCommand } from './quote.ts';

test('a shell gives every argument back as it was', () => {
  const words = fc.array(fc.string({ unit: 'grapheme' }).filter((word) => !word.includes('\0') && word.isWellFormed()));
  fc.assert(
    fc.property(words, (args) => {
      const line = quoteCommand(['printf', '%s\\0', '', ...args]);
      expect(execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' }).split('\0')).toEqual(['', ...args, '']);
    }),
    { numRuns: 50 },
  );
});

test('refuses what no shell can carry', () => {
  expect(() => quoteCommand(['echo', 'a\0b'])).toThrow(TypeError);
  expect(() => quoteCommand([])).toThrow(TypeError);
});
