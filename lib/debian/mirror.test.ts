import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codeOf } from '../base/index.ts';
import { hostMirror, sourceLines } from './mirror.ts';

let etc = '';
beforeEach(async () => {
  etc = await mkdtemp(join(tmpdir(), 'etc-'));
  await mkdir(join(etc, 'apt/sources.list.d'), { recursive: true });
});
afterEach(() => rm(etc, { recursive: true }));

const release = (id: string, codename: string) =>
  writeFile(join(etc, 'os-release'), `ID=${id}\nVERSION_CODENAME=${codename}\n`);

describe('hostMirror', () => {
  test('is the mirror a Debian host uses', async () => {
    await release('debian', 'bookworm');
    const text =
      'Types: deb\nURIs: http://mirror.example/debian/\nSuites: bookworm bookworm-updates\nComponents: main\n\n' +
      'Types: deb\nURIs: http://mirror.example/debian-security\nSuites: bookworm-security\nComponents: main\n';
    await writeFile(join(etc, 'apt/sources.list.d/debian.sources'), text);
    await writeFile(join(etc, 'apt/sources.list.d/other.list'), 'deb http://other.example/apt stable main\n');
    expect(await hostMirror(etc)).toEqual({
      archive: 'http://mirror.example/debian',
      security: 'http://mirror.example/debian-security',
    });
  });
  test('is refused on another distribution, whose mirrors hold other packages', async () => {
    await release('ubuntu', 'noble');
    await writeFile(join(etc, 'apt/sources.list'), 'deb http://mirror.example/debian noble main\n');
    expect(await hostMirror(etc).catch(codeOf)).toBe('SANDBOX_UNAVAILABLE');
  });
  test('is refused where nothing is known', async () => {
    expect(await hostMirror(join(etc, 'missing')).catch(codeOf)).toBe('SANDBOX_UNAVAILABLE');
  });
});

describe('sourceLines', () => {
  test('leaves out what a partial mirror does not have', async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url?.includes('-updates') ? 404 : 200;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const base = `http://127.0.0.1:${port}`;
    const mirror = { archive: `${base}/debian`, security: `${base}/debian-security` };
    const lines = await sourceLines(mirror, 'trixie', AbortSignal.timeout(5_000));
    server.close();
    expect(lines).toEqual([`deb ${base}/debian trixie main`, `deb ${base}/debian-security trixie-security main`]);
  });
  test('keeps what cannot be asked: apt may know a proxy', async () => {
    const mirror = { archive: 'http://127.0.0.1:9/debian', security: null };
    expect(await sourceLines(mirror, 'trixie', AbortSignal.timeout(5_000))).toHaveLength(2);
  });
});
