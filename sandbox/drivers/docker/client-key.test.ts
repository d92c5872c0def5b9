import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clientKey, makeKeyPair, publicBlob } from './client-key.ts';

test('the key is made once, for nobody else to read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keys-'));
  const made = await clientKey(folder);
  expect(await clientKey(folder)).toEqual(made);
  expect((await stat(join(folder, 'keys/sandbox-client'))).mode & 0o777).toBe(0o600);
  expect(made.private).toContain('BEGIN OPENSSH PRIVATE KEY');
  expect(Buffer.from(publicBlob(made), 'base64').subarray(4, 15).toString()).toBe('ssh-ed25519');
  await rm(folder, { recursive: true });
});

test('a public key is whole, also when it begins with a zero byte', () => {
  // One key in 256 does: 1500 without any would be a chance of one in 350.
  const lengths = Array.from({ length: 1500 }, () => Buffer.from(publicBlob(makeKeyPair('test')), 'base64').length);
  expect(new Set(lengths)).toEqual(new Set([51]));
});
