import { test } from 'vitest';
import { connectSsh } from '#sandbox/index.ts';
import { channelContract } from '../contract/channel.ts';
import { cuttableProxy } from '../support/cuttable-proxy.ts';
import { openDockerGround } from '../support/docker-ground.ts';
import { sandboxAddress } from '../support/sandbox-address.ts';

const never = new AbortController().signal;
const ground = await openDockerGround();
if (ground) {
  channelContract('ssh into a sandbox', async () => {
    await ground.driver.create({ id: 'channel', memoryMiB: 512, cpus: 1, processes: 500 }, never);
    const { host, port, clientKey, hostKey } = await sandboxAddress(ground, 'channel');
    const proxy = await cuttableProxy(host, port);
    return {
      open: () => connectSsh({ host: '127.0.0.1', port: proxy.port, clientKey, hostKey, signal: never }),
      cut: () => proxy.cutLatest(),
      close: async () => {
        await proxy[Symbol.asyncDispose]();
        await ground[Symbol.asyncDispose]();
      },
    };
  });
} else {
  test('the channel over SSH: no sandboxes on this host', () => {
    throw new Error('npm run doctor says why');
  });
}
