import { afterAll, expect, test } from 'vitest';
import { randomId } from '#lib/base/index.ts';
import { openDockerGround } from '../support/docker-ground.ts';

const ground = await openDockerGround();
const ids = Array.from({ length: 8 }, () => randomId(12));
afterAll(async () => {
  await Promise.all(ids.map((id) => ground?.driver.destroy(id)));
  await ground?.[Symbol.asyncDispose]();
});

test('a sandbox that has just been made takes docker commands, however many are made at once', async () => {
  if (!ground) throw new Error('npm run doctor says why there are no sandboxes here');
  const signal = AbortSignal.timeout(60_000);
  const { driver } = ground;
  const first = async (id: string) => {
    await driver.create({ id, memoryMiB: 512, cpus: 1, processes: 400 }, signal);
    await using channel = await driver.connect(id, signal);
    const { code } = await channel.exec(['test', '-S', '/run/docker.sock'], { signal });
    return code;
  };
  expect(await Promise.all(ids.map(first))).toEqual(ids.map(() => 0));
});
