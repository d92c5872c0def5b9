import { normalize } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRepositoryName, isTag, namespaceOf } from './reference.ts';
import { registryErrorOf } from './registry-error.ts';
import { readRoute } from './route.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('readRoute', () => {
  it.each([
    ['/v2/', { kind: 'version' }],
    ['/v2/library/nginx/manifests/1.27', { kind: 'manifest', name: 'library/nginx', reference: { tag: '1.27' } }],
    [`/v2/a/b/c/manifests/${digest.replace(':', '%3A')}`, { kind: 'manifest', name: 'a/b/c', reference: { digest } }],
    [`/v2/mia/manifests/blobs/${digest}`, { kind: 'blob', name: 'mia/manifests', digest }],
    ['/v2/mia/app/blobs/uploads/', { kind: 'uploads', name: 'mia/app' }],
    ['/v2/mia/app/blobs/uploads/abc123', { kind: 'upload', name: 'mia/app', id: 'abc123' }],
    ['/v2/nginx/tags/list', { kind: 'tags', name: 'nginx' }],
    ['/v2/nginx/tags/all', null],
    ['/v3/', null],
  ])('%s', (path, route) => {
    expect(readRoute(path)).toEqual(route);
  });

  it('whatever the path: a validated route, nothing, or an error of the specification', () => {
    const piece = fc.constantFrom(
      'v2',
      '..',
      '.',
      'manifests',
      'blobs',
      'uploads',
      'tags',
      'list',
      '%2e',
      '%2f',
      '%00',
      'a',
      digest,
      '',
    );
    const path = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(piece, fc.string()), { maxLength: 9 }).map((pieces) => `/v2/${pieces.join('/')}`),
    );
    fc.assert(
      fc.property(path, (text) => {
        try {
          const route = readRoute(text);
          if (route && 'name' in route) expect(isRepositoryName(route.name)).toBe(true);
        } catch (error) {
          expect(registryErrorOf(error)).not.toBeNull();
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('names', () => {
  it('a valid name is a path that stays where it is put', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9._/-]{1,40}$/), (name) => {
        if (isRepositoryName(name)) expect(normalize(name)).toBe(name);
      }),
    );
    for (const good of ['nginx', 'library/nginx', 'a/b/c-d_e.f', 'a__b', 'a---b'])
      expect(isRepositoryName(good)).toBe(true);
    for (const bad of [
      '',
      '/',
      'a/',
      '/a',
      'a//b',
      'A',
      '_a',
      'a_',
      'a..b',
      '.a',
      'a/../b',
      'a\n',
      'ä',
      'a'.repeat(256),
    ]) {
      expect(isRepositoryName(bad)).toBe(false);
    }
  });

  it('takes time in proportion to their length only', () => {
    const started = performance.now();
    isRepositoryName(`${'a-'.repeat(127)}!`);
    isRepositoryName(`${'a'.repeat(254)}!`);
    expect(performance.now() - started).toBeLessThan(50);
  });

  it('tags and namespaces', () => {
    for (const good of ['latest', '1.27-alpine', '_x', 'A'.repeat(128)]) expect(isTag(good)).toBe(true);
    for (const bad of ['', '.', '..', '-x', 'a/b', 'a b', 'x\n', 'A'.repeat(129)]) expect(isTag(bad)).toBe(false);
    expect([namespaceOf('mia/app/web'), namespaceOf('nginx')]).toEqual(['mia', '']);
  });
});
