import { expect, test } from 'vitest';
import { hostNameServers, nameServersIn } from './name-servers.ts';

test('reads IPv4 servers and leaves out loopback, IPv6 and comments', () => {
  const text = '# nameserver 9.9.9.9\nnameserver 127.0.0.53\nnameserver fe80::1\n nameserver 10.0.0.2\nsearch lan\n';
  expect(nameServersIn(text)).toEqual(['10.0.0.2']);
});

test('a host without any has none', async () => {
  expect(await hostNameServers(['/nonexistent'])).toEqual([]);
});
