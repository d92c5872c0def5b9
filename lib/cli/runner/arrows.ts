import { z } from 'zod';
import { runTool } from './program.ts';
import { type Runner, single } from './tally.ts';

/** With a TypeScript it cannot read, dependency-cruiser sees no modules and is content; below this number we are not. */
export const leastModules = 150;

/** What is read of dependency-cruiser's JSON. */
const Cruise = z.object({
  summary: z.object({
    totalCruised: z.int(),
    violations: z.array(
      z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string(), severity: z.string() }) }),
    ),
  }),
  modules: z.array(z.object({ source: z.string() })),
});

/** Who may import whom: .dependency-cruiser.cjs. */
export const arrows: Runner = {
  name: 'arrows',
  async run(signal) {
    const roots = ['lib', 'sandbox', 'app', 'tests', 'server.ts'];
    const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...roots];
    const { output } = await runTool('dependency-cruiser/bin/dependency-cruise.mjs', args, signal);
    return single(arrowProblems(output.join('\n')));
  },
};

/** Every violation in dependency-cruiser's JSON as one line (a rule that finds many ways from one module is told once), and one more when it saw too little of the project. */
export function arrowProblems(json: string, least = leastModules): string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return [`dependency-cruiser did not answer with JSON: ${json.slice(0, 500)}`];
  }
  const { summary, modules } = Cruise.parse(parsed);
  const told = new Set<string>();
  const problems: string[] = [];
  for (const { from, to, rule } of summary.violations) {
    const violation = `${rule.name}: ${from}`;
    if (rule.severity !== 'error' || told.has(violation)) continue;
    told.add(violation);
    problems.push(`${violation} → ${to}`);
  }
  const own = modules.filter(
    ({ source }) => /^(lib|sandbox|app|tests|server)/.test(source) && source.endsWith('.ts'),
  ).length;
  if (own < least)
    problems.push(`cruised-at-least-${least}: only ${own} modules of ours were seen; the rules were not really tried.`);
  return problems;
}
