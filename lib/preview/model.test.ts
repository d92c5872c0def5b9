import { expect, test } from 'vitest';
import { previewAddress, previewName } from './model.ts';
import { namePorts } from './name-ports.ts';

const place = (url: string) => new URL(url);

test.each([
  ['http://localhost:3000', '', 'http://NAME.localhost:3000/', true],
  ['http://127.0.0.1:3000', '', 'http://NAME.localhost:3000/', true],
  ['http://[::1]/', '', 'http://NAME.localhost/', true],
  ['http://192.168.1.5:3000', '', '/preview/NAME/', false],
  ['https://docker.example.org', '', '/preview/NAME/', false],
  ['https://docker.example.org', 'https://ports.example.org', 'https://NAME.ports.example.org/', true],
])('a page at %s, wildcard domain "%s"', (url, origin, address, isolated) => {
  expect(previewAddress('NAME', place(url), origin)).toEqual({ url: address, isolated });
});

test('a name is one DNS label, the same for the same sandbox and port, and another for any other', () => {
  const name = namePorts('secret');
  expect(name('box', 65535)).toMatch(previewName);
  expect(name('box', 65535).length).toBeLessThanOrEqual(63);
  expect(name('box', 80)).toBe(name('box', 80));
  const all = [name('box', 80), name('box', 81), name('bin', 80), namePorts('other')('box', 80)];
  expect(new Set(all.map((each) => each.split('-').at(-1))).size).toBe(all.length);
});
