import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { systemClock } from '#lib/base/index.ts';
import { awaitSsh } from './await-ssh.ts';

test('waits through refusals and silent connections until SSH greets', async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    if (connections < 3) socket.destroy();
    else socket.end('SSH-2.0-Test\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await awaitSsh('127.0.0.1', port, systemClock, AbortSignal.timeout(5_000));
  server.close();
  expect(connections).toBe(3);
});

test('an abort ends the waiting', async () => {
  const stop = new AbortController();
  const waiting = awaitSsh('127.0.0.1', 1, systemClock, stop.signal);
  stop.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
});
