import fc from 'fast-check';
import { expect, test } from 'vitest';
import { freeUidBase } from './uid-ranges.ts';

test('ranges given out one after the other never overlap, whatever was returned in between', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (steps) => {
      const used: number[] = [];
      for (const take of steps) {
        if (take) used.push(freeUidBase(used));
        else used.shift();
        const sorted = [...used].sort((a, b) => a - b);
        for (const [index, base] of sorted.entries()) {
          expect(base - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(65_536);
          expect(base + 65_536).toBeLessThan(2 ** 32);
        }
      }
    }),
  );
});

test('labels that are not numbers take nothing away', () => {
  expect(freeUidBase([Number.NaN])).toBe(freeUidBase([]));
});
