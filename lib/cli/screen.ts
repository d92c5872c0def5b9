import { join } from 'node:path';
import { lineDisplay, liveDisplay, logDisplay, type SetupDisplay, severalDisplays } from '#lib/setup/index.ts';

/** Progress on standard output, live in a terminal and as lines elsewhere, and dated in <data>/logs/setup.log. */
export function setupDisplay(dataFolder: string): SetupDisplay {
  const screen = process.stdout.isTTY && !process.env.CI ? liveDisplay(process.stdout) : lineDisplay(process.stdout);
  return severalDisplays(screen, logDisplay(join(dataFolder, 'logs', 'setup.log')));
}
