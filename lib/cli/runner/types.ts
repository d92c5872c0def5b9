import { runTool } from './program.ts';
import { type Runner, single } from './tally.ts';

/** TypeScript over the whole project. */
export const types: Runner = {
  name: 'types',
  async run(signal) {
    const { code, output } = await runTool('typescript/bin/tsc', ['--noEmit', '--pretty', 'false', '-p', '.'], signal);
    return single(code === 0 ? [] : output);
  },
};
