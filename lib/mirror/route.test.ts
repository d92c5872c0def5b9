import { describe, expect, it } from 'vitest';
import { readMirrorRoute } from './route.ts';

describe('readMirrorRoute', () => {
  it.each([
    ['/pip/simple/', { kind: 'pip-list' }],
    ['/pip/simple/Flask_Login/', { kind: 'pip-project', project: 'flask-login' }],
    ['/pip/simple/flask', { kind: 'pip-project', project: 'flask' }],
    ['/pip/files/Flask/a.whl', { kind: 'pip-file', project: 'flask', file: 'a.whl' }],
    ['/npm/koa', { kind: 'npm-package', name: 'koa' }],
    ['/npm/@koa%2frouter', { kind: 'npm-package', name: '@koa/router' }],
    ['/npm/@koa/router/-/router-14.0.0.tgz', { kind: 'npm-file', name: '@koa/router', file: 'router-14.0.0.tgz' }],
    ['/npm/-/npm/v1/security/advisories/bulk', { kind: 'npm-other' }],
    ['/debian/dists/trixie/Release', { kind: 'debian', archive: 'debian', path: 'dists/trixie/Release' }],
    ['http://debian.slipway.test/debian/x', { kind: 'debian', archive: 'debian', path: 'x' }],
    ['http://debian.slipway.test/debian-security/x', { kind: 'debian', archive: 'debian-security', path: 'x' }],
    ['/git/blog.git/info/refs?service=x', { kind: 'git', repository: 'blog', part: 'info/refs' }],
    ['/git/blog/HEAD', { kind: 'git', repository: 'blog', part: 'other' }],
    ['/npm/..', { kind: 'npm-other' }],
    ['/npm/koa%3fx', { kind: 'npm-other' }],
    ['/npm/@koa%2f..%2f..', { kind: 'npm-other' }],
    ['/pip/simple/../', null],
    ['/pip/simple/a%23b/', null],
    ['/v2/', null],
    ['/token', null],
    ['/debian/', null],
    ['http://example.com/debian/x', null],
    ['http://example.com/npm/koa', null],
    ['/pip/%', null],
  ])('%s', (target, route) => {
    expect(readMirrorRoute(target, '10.200.0.1')).toEqual(route);
  });

  it('knows the git server by name', () => {
    expect(readMirrorRoute('/blog.git/git-upload-pack', 'git.slipway.test')).toEqual({
      kind: 'git',
      repository: 'blog',
      part: 'git-upload-pack',
    });
    expect(readMirrorRoute('/v2/x', 'git.slipway.test')).toEqual({ kind: 'git', repository: 'v2', part: 'other' });
  });
});
