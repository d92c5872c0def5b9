import { staleFiles } from '../generate.ts';
import { type Runner, single } from './tally.ts';

/** Files derived from the code are what the code says. */
export const generatedFiles: Runner = {
  name: 'generated',
  async run() {
    const stale = await staleFiles();
    return single(stale.map(({ file }) => `${file} is stale: run "npm run generate" and commit it.`));
  },
};
