import type { Config } from '#lib/config/index.ts';
import { findEngine, installationOf } from '#lib/setup/index.ts';
import { listObjects, removeObject } from '../clean/engine-objects.ts';

/**
 * Does `work` with no sandbox of the config's instance before or after it. A site adopts what an earlier run left, and keeps for
 * an hour what its learners had: a few test runs would fill every place.
 */
export async function withoutSandboxes<T>(config: Config, work: () => Promise<T>): Promise<T> {
  const remove = async (): Promise<void> => {
    const { found } = await findEngine(process.env);
    if (!found) return;
    const { dataFolder, instance } = config;
    for (const object of await listObjects(found.address, installationOf(dataFolder), instance))
      await removeObject(found.address, object);
  };
  await remove();
  try {
    return await work();
  } finally {
    await remove();
  }
}
