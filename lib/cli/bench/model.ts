/** One measured quantity. `reach` is the figure to reach; `ok` says whether it was, null when there is none. */
export interface Figure {
  name: string;
  unit: string;
  median: number;
  p95: number;
  /** Number of samples. */
  n: number;
  reach: string | null;
  ok: boolean | null;
}

/** What a measurement produced, before it is summed up. `reach` bounds the 95th percentile from above, unless it says otherwise. */
export interface Samples {
  name: string;
  unit: string;
  values: number[];
  reach?: { atMost: number; of?: 'median' | 'p95' };
}

/** A bench: what it measures in one line, and how. */
export interface Bench {
  name: string;
  about: string;
  run(say: (text: string) => void, signal: AbortSignal): Promise<Samples[]>;
}
