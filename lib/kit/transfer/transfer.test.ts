import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectGarbage, openContentStore } from '#lib/hub/index.ts';
import { buildImages } from '../build.ts';
import type { ImageDefinition } from '../definition.ts';
import { imageContent } from '../image-content.ts';
import { verifyKit } from '../verify.ts';
import { exportKit, type KitFolders } from './export-kit.ts';
import { importKit } from './import-kit.ts';

const never = AbortSignal.timeout(60_000);
const silent = () => {};
const all = () => true;

let root: string;
let file: string;
let from: KitFolders;
let to: KitFolders;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'kit-transfer-'));
  file = join(root, 'kit.tar');
  const folders = (name: string) => ({
    hubFolder: join(root, name, 'hub'),
    packagesFolder: join(root, name, 'packages'),
  });
  [from, to] = [folders('from'), folders('to')];
  await build(from, image('site', 'new page'), image('tool', 'a tool'));
  await mkdir(join(from.packagesFolder, 'pip/flask'), { recursive: true });
  await writeFile(join(from.packagesFolder, 'pip/flask/Flask.whl'), 'wheel');
  await writeFile(join(from.packagesFolder, 'index.json'), '{}');
});
afterEach(() => rm(root, { recursive: true }));

function image(name: string, content: string): ImageDefinition {
  const recipe = { kind: 'files' as const, files: [{ path: 'content', content: content.repeat(200_000) }] };
  return {
    ...{ name, tags: ['latest', '1'], description: name, really: 'a test' },
    layers: [{ createdBy: '', recipe }],
    config: {},
  };
}

const build = (folders: KitFolders, ...images: ImageDefinition[]) =>
  buildImages(
    images,
    openContentStore(folders.hubFolder),
    { suite: 'none', cacheFolder: join(root, 'cache'), toolchain: '' },
    silent,
    never,
  );

const resolve = ({ hubFolder }: KitFolders, name: string) =>
  openContentStore(hubFolder).repositories.resolve(`library/${name}`, 'latest');
const problems = ({ hubFolder }: KitFolders) => verifyKit(openContentStore(hubFolder), silent, never);

describe('a kit', () => {
  it('is the same after export and import into an empty folder, and exports to the same file', async () => {
    const size = await exportKit(file, from, all, silent, never);
    expect((await stat(file)).size).toBe(size);
    await importKit(file, to, silent, never);
    expect(await problems(to)).toEqual([]);
    for (const name of ['site', 'tool']) expect(await resolve(to, name)).toBe(await resolve(from, name));
    expect(await readFile(join(to.packagesFolder, 'pip/flask/Flask.whl'), 'utf8')).toBe('wheel');
    await exportKit(join(root, 'again.tar'), to, all, silent, never);
    expect((await readFile(join(root, 'again.tar'))).equals(await readFile(file))).toBe(true);
    expect(await readdir(to.hubFolder)).not.toContain('importing');
  });

  it('is exported without what learners pushed and without images that have not all arrived', async () => {
    const store = openContentStore(from.hubFolder);
    const site = await resolve(from, 'site');
    if (site === null) throw new Error('there is no site');
    await store.repositories.addManifest('mia/app', site, 'application/vnd.docker.distribution.manifest.v2+json');
    await store.repositories.tag('mia/app', 'latest', site);
    const content = await imageContent(store, 'library/tool', 'latest');
    const layer = content?.blobs.at(-1);
    if (layer) await store.blobs.remove(layer.digest);
    await exportKit(file, from, (name) => name.startsWith('library/'), silent, never);
    const { repositories } = await importKit(file, to, silent, never);
    expect(repositories.map(({ name }) => name)).toEqual(['library/site']);
  });

  it('replaces what has the same name and leaves the rest', async () => {
    await build(to, image('site', 'old page'), image('other', 'mine'));
    const old = await resolve(to, 'site');
    await exportKit(file, from, all, silent, never);
    await importKit(file, to, silent, never);
    expect(await resolve(to, 'site')).not.toBe(old);
    expect(await resolve(to, 'other')).not.toBeNull();
    expect(await problems(to)).toEqual([]);
    // What the old page consisted of belongs to nobody now; everything else stays.
    expect(await collectGarbage(openContentStore(to.hubFolder), Date.now() + 24 * 3_600_000)).toBeGreaterThan(0);
    expect(await problems(to)).toEqual([]);
  });

  it('is refused when the file is cut anywhere, and nothing changes', async () => {
    await build(to, image('site', 'old page'));
    const old = await resolve(to, 'site');
    const size = await exportKit(file, from, all, silent, never);
    for (const share of [0, 0.001, 0.3, 0.6, 0.9]) {
      await cp(file, `${file}.cut`);
      await truncate(`${file}.cut`, Math.floor(size * share));
      await expect(importKit(`${file}.cut`, to, silent, never)).rejects.toMatchObject({ code: 'KIT_REFUSED' });
      expect(await resolve(to, 'site')).toBe(old);
    }
    await importKit(file, to, silent, never);
    expect(await resolve(to, 'site')).toBe(await resolve(from, 'site'));
  });

  it('is refused when a byte was altered, wherever it is', async () => {
    const size = await exportKit(file, from, all, silent, never);
    const bytes = await readFile(file);
    const places = ['"digest"', '"tags"', '"layers"', 'wheel'].map((word) => bytes.indexOf(word) + 1);
    for (const at of [...places, Math.floor(size / 2)]) {
      await cp(file, `${file}.bad`);
      const handle = await open(`${file}.bad`, 'r+');
      await handle.write(Buffer.from([(bytes[at] ?? 0) ^ 1]), 0, 1, at);
      await handle.close();
      const answer = await importKit(`${file}.bad`, to, silent, never).catch((error: unknown) => error);
      expect(answer, `byte ${at}`).toMatchObject({ code: 'KIT_REFUSED' });
      expect(await resolve(to, 'site')).toBeNull();
    }
  });

  it('whose paths leave the folder is refused', async () => {
    for (const path of ['../evil', '/etc/evil', 'pip/../../evil', 'a//b', './evil', 'pip/']) {
      const index = { format: 'slipway-kit-1', madeFrom: null, repositories: [], blobs: [], packages: [] as unknown[] };
      index.packages.push({ path, size: 4, digest: `sha256:${'0'.repeat(64)}` });
      const { pack } = await import('tar-stream');
      const tar = pack();
      tar.entry({ name: 'index.json' }, JSON.stringify(index));
      tar.entry({ name: `packages/${path}` }, 'evil');
      tar.finalize();
      await writeFile(file, Readable.from(tar));
      await expect(importKit(file, to, silent, never), path).rejects.toMatchObject({ code: 'KIT_REFUSED' });
    }
    expect(await readdir(root)).not.toContain('evil');
  });

  it('killed in the middle of an import is the old one, and goes on where it was', async () => {
    await build(to, image('site', 'old page'));
    const old = await resolve(to, 'site');
    await exportKit(file, from, all, silent, never);
    const script = `
      const { importKit } = await import(${JSON.stringify(join(import.meta.dirname, 'import-kit.ts'))});
      let reports = 0;
      await importKit(${JSON.stringify(file)}, ${JSON.stringify(to)}, () => {
        if (++reports === 3) process.kill(process.pid, 'SIGKILL');
      }, new AbortController().signal);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'inherit' });
    expect((await once(child, 'close'))[1]).toBe('SIGKILL');
    expect(await resolve(to, 'site')).toBe(old);
    expect(await problems(to)).toEqual([]);
    const [staged = ''] = await readdir(join(to.hubFolder, 'importing'));
    expect((await readdir(join(to.hubFolder, 'importing', staged, 'blobs/sha256'))).length).toBeGreaterThan(1);
    await importKit(file, to, silent, never);
    expect(await resolve(to, 'site')).toBe(await resolve(from, 'site'));
    expect(await problems(to)).toEqual([]);
  });
});
