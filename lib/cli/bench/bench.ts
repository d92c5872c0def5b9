import { table } from '../runner/report.ts';
import { stopSignal } from '../stop-signal.ts';
import { benches } from './benches.ts';
import { figure } from './figure.ts';
import { type Host, host } from './host.ts';
import type { Figure } from './model.ts';

/** `npm run bench -- NAME [--json]`. Resolves with 1 when a figure was not reached, 2 when there is no such bench. */
export async function bench(name: string | undefined, options: { json?: boolean }): Promise<number> {
  const load = name === undefined ? undefined : benches[name];
  if (!load || name === undefined) {
    if (name !== undefined) console.error(`There is no bench called "${name}".`);
    for (const [known, get] of Object.entries(benches)) console.log(`${known.padEnd(10)} ${(await get()).about}`);
    return name === undefined ? 0 : 2;
  }
  const machine = host();
  const { run } = await load();
  const say = (text: string): void => console.error(text);
  const figures = (await run(say, stopSignal())).map(figure);
  if (options.json) console.log(JSON.stringify({ bench: name, host: machine, figures }));
  else for (const line of benchTable(machine, figures)) console.log(line);
  return figures.some(({ ok }) => ok === false) ? 1 : 0;
}

/** The same as the JSON, for people. */
export function benchTable(machine: Host, figures: readonly Figure[]): string[] {
  const rows = figures.map(({ name, unit, median, p95, n, reach, ok }) => [
    name,
    `${median} ${unit}`,
    `${p95} ${unit}`,
    String(n),
    reach ?? '–',
    ok === null ? '–' : ok ? 'yes' : 'NO',
  ]);
  const { cpu, cores, memoryGiB, kernel, node, load } = machine;
  return [
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, kernel ${kernel}, Node ${node}, load ${load}`,
    '',
    ...table(['', 'median', 'p95', 'n', 'to reach', 'reached'], rows),
  ];
}
