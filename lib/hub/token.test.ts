import { expect, it } from 'vitest';
import { type Grant, readToken, signToken } from './token.ts';

const secret = Buffer.from('a secret');
const grant: Grant = { account: 'mia', access: [{ name: 'mia/app', actions: ['pull', 'push'] }], expiresAt: 1000 };

it('gives the grant back until it expires', () => {
  const token = signToken(grant, secret);
  expect(readToken(token, secret, 999)).toEqual(grant);
  expect(readToken(token, secret, 1000)).toBeNull();
});

it('refuses what was changed, cut, or signed by another', () => {
  const token = signToken(grant, secret);
  const [body = '', mac = ''] = token.split('.');
  const richer = Buffer.from(JSON.stringify({ ...grant, account: 'library' })).toString('base64url');
  for (const wrong of [
    '',
    '.',
    body,
    `${body}.`,
    `.${mac}`,
    `${richer}.${mac}`,
    `${token}.x`,
    signToken(grant, Buffer.from('other')),
  ]) {
    expect(readToken(wrong, secret, 0)).toBeNull();
  }
});
