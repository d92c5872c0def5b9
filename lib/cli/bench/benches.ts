import type { Bench } from './model.ts';

/** Every bench, loaded when it is asked for. Adding one: a file beside this and a line here. */
export const benches: Record<string, () => Promise<Bench>> = {
  check: async () => (await import('./check-bench.ts')).checkBench,
  echo: async () => (await import('./echo-bench.ts')).echoBench,
  hub: async () => (await import('./hub-bench.ts')).hubBench,
  restart: async () => (await import('./restart-bench.ts')).restartBench,
  start: async () => (await import('./start-bench.ts')).startBench,
  tick: async () => (await import('./tick-bench.ts')).tickBench,
};
