import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { silentLogger } from '#lib/base/index.ts';
import { openContentStore } from '#lib/hub/index.ts';
import { createFakeDriver } from '#sandbox/index.ts';
import { fakeClock } from '#tests/support/fake-clock.ts';
import { until } from '#tests/support/until.ts';
import { sweepPushedImages, tenantOf } from './pushed-images.ts';

it('removes what ended sandboxes of this instance had pushed, and nothing of others', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pushed-'));
  const store = openContentStore(folder);
  const clock = fakeClock();
  await using driver = createFakeDriver({ clock });
  await driver.create({ id: 'alive', memoryMiB: 1, cpus: 1, processes: 1 }, AbortSignal.timeout(5_000));
  const names = [tenantOf('main', 'alive'), tenantOf('main', 'gone'), tenantOf('main-2', 'gone')];
  for (const tenant of names) {
    const source = Readable.from([Buffer.from(tenant)]);
    const { digest } = await store.blobs.write(source, { maxBytes: 100 }, AbortSignal.timeout(5_000));
    await store.repositories.addManifest(`learner--${tenant}/app`, digest, 'application/json');
  }
  const sweeper = sweepPushedImages(folder, 'main', driver, clock, silentLogger);
  await clock.advance(10 * 60_000);
  await until(async () => (await store.repositories.list()).length < 3);
  expect(await store.repositories.list()).toEqual(['learner--main-2.gone/app', 'learner--main.alive/app']);
  sweeper[Symbol.dispose]();
  await rm(folder, { recursive: true });
});
