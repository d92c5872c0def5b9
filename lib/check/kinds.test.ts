import { describe, expect, test } from 'vitest';
import { checkKinds } from './check-kinds.ts';
import { evaluateExample } from './reference.ts';

describe.each(checkKinds.map((kind) => [kind.name, kind] as const))('%s', (_name, kind) => {
  test.each(kind.examples.map((example) => [example.title, example] as const))('%s', (_title, example) => {
    const { verdict } = evaluateExample(kind, example);
    expect(verdict.is === 'broken' ? verdict : { is: verdict.is, because: verdict.because.id }).toEqual(
      example.verdict,
    );
  });

  test('has an example that passes, one that does not, and reads well in the reference', () => {
    expect(kind.examples.some(({ verdict }) => verdict.is === 'passed')).toBe(true);
    expect(kind.examples.some(({ verdict }) => verdict.is !== 'passed')).toBe(true);
    expect(kind.summary).toMatch(/\.$/);
  });
});
