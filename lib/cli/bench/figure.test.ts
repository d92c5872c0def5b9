import { describe, expect, test } from 'vitest';
import { benchTable } from './bench.ts';
import { figure, percentile } from './figure.ts';
import { host } from './host.ts';

test('percentiles are by nearest rank', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([percentile(values, 0.5), percentile(values, 0.95), percentile([3], 0.95)]).toEqual([50, 95, 3]);
});

describe('a figure', () => {
  test('is reached or not, by the 95th percentile unless said otherwise', () => {
    const samples = { name: 'echo', unit: 'ms', values: [1, 1, 1, 9] };
    expect(figure({ ...samples, reach: { atMost: 5 } })).toMatchObject({
      median: 1,
      p95: 9,
      n: 4,
      ok: false,
      reach: 'p95 ≤ 5 ms',
    });
    expect(figure({ ...samples, reach: { atMost: 5, of: 'median' } }).ok).toBe(true);
    expect(figure(samples)).toMatchObject({ reach: null, ok: null });
  });
  test('without samples is never reached', () => {
    expect(figure({ name: 'x', unit: 's', values: [], reach: { atMost: 1 } }).ok).toBe(false);
  });
  test('is in the table with the machine it belongs to', () => {
    const lines = benchTable(host(), [figure({ name: 'echo', unit: 'ms', values: [1], reach: { atMost: 5 } })]);
    expect(lines[0]).toContain('kernel');
    expect(lines.at(-1)).toMatch(/echo +1 ms +1 ms +1 +p95 ≤ 5 ms +yes/);
  });
});
