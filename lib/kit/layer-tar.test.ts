import { execFileSync } from 'node:child_process';
import { chmod, link, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { extract, type Header } from 'tar-stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { kitDate, layerTar } from './layer-tar.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'layer-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function bytesOf(): Promise<Buffer> {
  return Buffer.concat(await Readable.from(layerTar(folder, AbortSignal.timeout(10_000))).toArray());
}

async function entriesOf(): Promise<Map<string, Header>> {
  const found = new Map<string, Header>();
  for await (const entry of Readable.from([await bytesOf()]).pipe(extract())) {
    found.set(entry.header.name, entry.header);
    entry.resume();
  }
  return found;
}

it('holds files, folders and links as they are, but nothing below dev', async () => {
  await mkdir(join(folder, 'etc/deep'), { recursive: true });
  await mkdir(join(folder, 'dev/pts'), { recursive: true });
  await writeFile(join(folder, 'etc/deep/file'), 'text');
  await chmod(join(folder, 'etc/deep/file'), 0o640);
  await link(join(folder, 'etc/deep/file'), join(folder, 'etc/twin'));
  await symlink('../etc/deep/file', join(folder, 'etc/link'));
  const entries = await entriesOf();
  expect([...entries.keys()]).toEqual(['dev/', 'etc/', 'etc/deep/', 'etc/deep/file', 'etc/link', 'etc/twin']);
  expect(entries.get('etc/deep/file')).toMatchObject({ type: 'file', size: 4, mode: 0o640 });
  expect(entries.get('etc/twin')).toMatchObject({ type: 'link', linkname: 'etc/deep/file' });
  expect(entries.get('etc/link')).toMatchObject({ type: 'symlink', linkname: '../etc/deep/file' });
});

it('is the same whenever the files were made, and older dates stay', async () => {
  await writeFile(join(folder, 'old'), '');
  await utimes(join(folder, 'old'), 1_000_000_000, 1_000_000_000);
  await writeFile(join(folder, 'new'), 'a');
  const first = await bytesOf();
  await rm(join(folder, 'new'));
  await writeFile(join(folder, 'new'), 'a');
  await utimes(join(folder, 'new'), new Date(), new Date(Date.now() + 60_000));
  expect((await bytesOf()).equals(first)).toBe(true);
  const entries = await entriesOf();
  expect(entries.get('old')?.mtime).toEqual(new Date(1_000_000_000_000));
  expect(entries.get('new')?.mtime).toEqual(kitDate);
});

// Only root may make the device files overlayfs marks deletions with, and only root builds images.
it.runIf(process.getuid?.() === 0)('writes deletions the way images do', async () => {
  await mkdir(join(folder, 'etc'));
  execFileSync('mknod', [join(folder, 'etc/gone'), 'c', '0', '0']);
  const entries = await entriesOf();
  expect(entries.get('etc/.wh.gone')).toMatchObject({ type: 'file', size: 0 });
  expect(entries.has('etc/gone')).toBe(false);
});

it('ends with an error when the folder is not there, and stops when told to', async () => {
  await expect(Readable.from(layerTar(join(folder, 'none'), AbortSignal.timeout(10_000))).toArray()).rejects.toThrow(
    'tar ended with 2',
  );
  await expect(Readable.from(layerTar(folder, AbortSignal.abort())).toArray()).rejects.toThrow('aborted');
});

it('a reader that leaves early leaves nothing behind that could end the process', async () => {
  for (let count = 0; count < 200; count += 1) await writeFile(join(folder, `file-${count}`), Buffer.alloc(20_000));
  for await (const chunk of layerTar(folder, AbortSignal.timeout(10_000))) {
    expect(chunk.length).toBeGreaterThan(0);
    break;
  }
});
