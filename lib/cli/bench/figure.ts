import type { Figure, Samples } from './model.ts';

/** The value below which `share` of the samples lie (nearest rank); NaN for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Sums up samples. A measurement without any sample is not ok, whatever was to be reached. */
export function figure({ name, unit, values, reach }: Samples): Figure {
  const median = round(percentile(values, 0.5));
  const p95 = round(percentile(values, 0.95));
  const of = reach?.of ?? 'p95';
  const value = of === 'p95' ? p95 : median;
  return {
    name,
    unit,
    median,
    p95,
    n: values.length,
    reach: reach ? `${of} ≤ ${reach.atMost} ${unit}` : null,
    ok: reach ? values.length > 0 && value <= reach.atMost : null,
  };
}

/** Three significant digits: more would pretend. */
function round(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(3)) : value;
}
