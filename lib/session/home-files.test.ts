import { expect, test } from 'vitest';
import { codeOf } from '../base/index.ts';
import { homePath } from './home-files.ts';

test.each([
  ['/root', '/root'],
  ['/root/', '/root'],
  ['/root/app/Dockerfile', '/root/app/Dockerfile'],
  ['/root/..hidden', '/root/..hidden'],
  ['/root/笔记.md', '/root/笔记.md'],
])('%s is fine', (path, expected) => {
  expect(homePath(path)).toBe(expected);
});

test.each([
  '',
  '/',
  'app',
  '/etc/passwd',
  '/rootkit',
  '/root/../etc',
  '/root/a/./b',
  '/root//a',
  '/root/a\u0000b',
  '/root/a\nb',
  `/root/${'x'.repeat(1100)}`,
])('%j is refused', (path) => {
  let code = '';
  try {
    homePath(path);
  } catch (error) {
    code = codeOf(error);
  }
  expect(code).toBe('BAD_PATH');
});
