import type { SetupPart } from '#lib/base/index.ts';
import { findProgram, installPackages, SetupError } from '#lib/setup/index.ts';

/** The part's id. */
export const browserPartId = 'browser';

/** The system's Chromium, which Playwright drives; installed from Debian's packages, as root, where it is missing. */
export function browserPart(dataFolder: string, env: Record<string, string | undefined>): SetupPart {
  const present = async (): Promise<boolean> => {
    for (const name of ['chromium', 'chromium-browser', 'google-chrome'])
      if (await findProgram(name, env.PATH)) return true;
    return false;
  };
  return {
    id: browserPartId,
    title: 'Browser for tests',
    needs: [],
    fresh: present,
    async run(report, signal) {
      if (process.getuid?.() !== 0 || !(await findProgram('apt-get', env.PATH))) {
        throw new SetupError(
          'INTERNAL',
          'There is no Chromium on this machine.',
          'install it with the package manager of this system.',
        );
      }
      await installPackages(['chromium', 'fonts-liberation'], { dataFolder, env, need: 'Chromium' }, report, signal);
    },
  };
}
