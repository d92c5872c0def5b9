import { test } from 'vitest';
import { driverContract } from '../contract/driver.ts';
import { openDockerGround } from '../support/docker-ground.ts';

const ground = await openDockerGround();
if (ground) {
  driverContract('docker', async () => ({
    driver: ground.driver,
    crash: (id) => ground.crash(id),
    close: async () => ground[Symbol.asyncDispose](),
  }));
} else {
  test('the docker driver: no sandboxes on this host', () => {
    throw new Error('npm run doctor says why');
  });
}
