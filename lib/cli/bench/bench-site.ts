import { systemClock } from '#lib/base/index.ts';
import { loadConfig } from '#lib/config/index.ts';
import { createLogger, openDriver } from '#lib/runtime/index.ts';
import { withSite } from '../test/site.ts';

const instance = 'bench';

/** A site of its own for a bench, with `reserve` warm sandboxes; everything it made is removed at the end. */
export async function withBenchSite<T>(
  reserve: number,
  signal: AbortSignal,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const env = {
    ...process.env,
    SLIPWAY_INSTANCE: instance,
    SLIPWAY_SANDBOX_RESERVE: String(reserve),
    SLIPWAY_SANDBOX_MAXIMUM: '64',
  };
  try {
    return await withSite(env, signal, use);
  } finally {
    const config = loadConfig({ SLIPWAY_DATA: process.env.SLIPWAY_DATA, SLIPWAY_INSTANCE: instance });
    await using driver = await openDriver(config, null, systemClock, createLogger('error'));
    for (const { id } of await driver.list()) await driver.destroy(id);
  }
}
