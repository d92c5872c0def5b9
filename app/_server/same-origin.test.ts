import { expect, test } from 'vitest';
import { isSameOrigin } from './same-origin.ts';

const from = (headers: Record<string, string>) => isSameOrigin(new Headers(headers));

test('what the browser says decides', () => {
  expect(from({ 'sec-fetch-site': 'same-origin' })).toBe(true);
  expect(from({ 'sec-fetch-site': 'same-site', origin: 'http://a.test', host: 'a.test' })).toBe(false);
  expect(from({ 'sec-fetch-site': 'cross-site', origin: 'http://a.test', host: 'a.test' })).toBe(false);
});

test('without Sec-Fetch-Site the origin must be the host', () => {
  expect(from({ origin: 'http://a.test:3000', host: 'a.test:3000' })).toBe(true);
  expect(from({ origin: 'http://b.test', host: 'a.test' })).toBe(false);
  expect(from({ origin: 'null', host: 'a.test' })).toBe(false);
  expect(from({ host: 'a.test' })).toBe(false);
});
