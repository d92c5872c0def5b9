import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeWheels } from './wheels.ts';

const hasDpkg = await access('/usr/bin/dpkg-deb').then(
  () => true,
  () => false,
);
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wheels-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A Debian package with these files below dist-packages. */
async function makeDeb(name: string, depends: string, files: Record<string, string>): Promise<string> {
  const root = join(folder, 'debs', name);
  const control = `Package: ${name}\nVersion: 1\nArchitecture: all\nMaintainer: A <a@b>\nDescription: x\n${depends && `Depends: ${depends}\n`}`;
  for (const [path, text] of Object.entries({ 'DEBIAN/control': control, ...files })) {
    const target = join(root, path.startsWith('DEBIAN') ? path : `usr/lib/python3/dist-packages/${path}`);
    await mkdir(join(target, '..'), { recursive: true });
    await writeFile(target, text);
  }
  await promisify(execFile)('dpkg-deb', ['--build', root, `${root}.deb`]);
  return `${root}.deb`;
}

/** Files of a zip archive by its central directory. */
function unzip(bytes: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(bytes.length - 6);
  for (let left = bytes.readUInt16LE(bytes.length - 12); left > 0; left--) {
    const [packed, length] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)];
    const start = bytes.readUInt32LE(at + 42) + 30 + length;
    files.set(bytes.toString('utf8', at + 46, at + 46 + length), inflateRawSync(bytes.subarray(start, start + packed)));
    at += 46 + length;
  }
  return files;
}

it.runIf(hasDpkg)('repacks Debian packages as wheels that name what they need', async () => {
  const web = await makeDeb('python3-web', 'python3-names (>= 1), python3:any', {
    'web/__init__.py': 'import names\n',
    'web/__pycache__/x.pyc': 'x',
    'Web_App-2.0.egg-info/PKG-INFO': 'Metadata-Version: 1.2\nName: Web.App\nVersion: 2.0\n\nAbout it\n',
    'Web_App-2.0.egg-info/entry_points.txt': '[console_scripts]\nweb = web:main\n',
  });
  const names = await makeDeb('python3-names', '', {
    'names.cpython-313-x86_64-linux-gnu.so': 'compiled',
    'names-1.5.dist-info/METADATA': 'Metadata-Version: 2.1\nName: names\nVersion: 1.5\nRequires-Dist: other\n',
  });
  await writeWheels([web, names], folder, join(folder, 'scratch'));
  expect(await readdir(join(folder, 'pip'))).toEqual(['names', 'web-app']);

  const wheel = unzip(await readFile(join(folder, 'pip/web-app/Web_App-2.0-py3-none-any.whl')));
  expect([...wheel.keys()]).toEqual([
    'web/__init__.py',
    'Web_App-2.0.dist-info/METADATA',
    'Web_App-2.0.dist-info/WHEEL',
    'Web_App-2.0.dist-info/entry_points.txt',
    'Web_App-2.0.dist-info/RECORD',
  ]);
  expect(wheel.get('Web_App-2.0.dist-info/METADATA')?.toString()).toBe(
    'Metadata-Version: 2.1\nName: Web.App\nVersion: 2.0\nRequires-Dist: names\n\nAbout it\n',
  );
  const hash = createHash('sha256').update('import names\n').digest('base64url');
  expect(wheel.get('Web_App-2.0.dist-info/RECORD')?.toString()).toContain(`web/__init__.py,sha256=${hash},13\n`);

  const [compiled = ''] = await readdir(join(folder, 'pip/names'));
  expect(compiled).toBe('names-1.5-cp313-cp313-linux_x86_64.whl');
  const metadata = unzip(await readFile(join(folder, 'pip/names', compiled))).get('names-1.5.dist-info/METADATA');
  expect(metadata?.toString()).toContain('Requires-Dist: other');
  expect(metadata?.toString()).not.toContain('Requires-Dist: names');
});
