import { expect, test } from 'vitest';
import { absolutePath, folderOf, isGoodName, isWithin, nameOf } from './paths.ts';

test('paths below the home folder and absolute ones', () => {
  expect(absolutePath('Dockerfile')).toBe('/root/Dockerfile');
  expect(absolutePath('./app/app.py')).toBe('/root/app/app.py');
  expect(absolutePath('/root/x')).toBe('/root/x');
});

test('parts of a path', () => {
  expect([folderOf('/root/a/b'), nameOf('/root/a/b'), folderOf('/a')]).toEqual(['/root/a', 'b', '/']);
});

test('within means below, not beginning with the same letters', () => {
  expect([isWithin('/root/a/b', '/root/a'), isWithin('/root/a', '/root/a'), isWithin('/root/ab', '/root/a')]).toEqual([
    true,
    true,
    false,
  ]);
});

test.each([
  ['Dockerfile', true],
  ['app/app.py', true],
  ['镜像.md', true],
  ['', false],
  ['/etc', false],
  ['a//b', false],
  ['../x', false],
  ['a/', false],
])('%j as a name: %s', (name, good) => expect(isGoodName(name)).toBe(good));
