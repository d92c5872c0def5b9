import { type SetupPart, silentLogger } from '#lib/base/index.ts';
import type { Config } from '#lib/config/index.ts';
import { sandboxSetup } from '#lib/runtime/index.ts';
import { engineObstacle, enginePartId, engineSetupPart } from '#lib/setup/index.ts';

/** Everything that must be ready for sandboxes: the engine, what they boot from, the images lessons use. None for the fake driver. */
export async function sandboxParts(config: Config): Promise<SetupPart[]> {
  if (config.driver !== 'docker') return [];
  const options = { dataFolder: config.dataFolder, env: process.env };
  const engine = engineSetupPart(options);
  // Without an engine the rest would be made in vain; the engine's part says what is in the way.
  if (await engineObstacle(options)) return [engine];
  return [engine, ...(await sandboxSetup(config, [enginePartId], silentLogger))];
}
