import { runTool } from './program.ts';
import { type Runner, single } from './tally.ts';

/** Formatting and lint rules. */
export const lint: Runner = {
  name: 'lint',
  async run(signal) {
    const { code, output } = await runTool(
      '@biomejs/biome/bin/biome',
      ['check', '--colors=off', '--max-diagnostics=50'],
      signal,
    );
    return single(code === 0 ? [] : output);
  },
};
