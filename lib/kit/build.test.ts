import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ContentStore, openContentStore } from '#lib/hub/index.ts';
import { buildImages } from './build.ts';
import { catalogue, defaultImages, kitImages } from './catalogue.ts';
import type { ImageDefinition } from './definition.ts';
import { kitSetupPart } from './index.ts';

let folder: string;
let store: ContentStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kit-'));
  store = openContentStore(join(folder, 'hub'));
});
afterEach(() => rm(folder, { recursive: true }));

const files = (path: string, content: string) => ({ kind: 'files' as const, files: [{ path, content }] });
const base: ImageDefinition = {
  name: 'base',
  tags: ['latest'],
  description: 'Below',
  really: 'a test',
  layers: [{ createdBy: 'COPY one /', recipe: files('one', '1') }],
  config: { Cmd: ['one'] },
};
const above: ImageDefinition = {
  ...base,
  name: 'above',
  tags: ['latest', '2'],
  base,
  layers: [{ createdBy: 'COPY two /', recipe: files('deep/two', '2') }],
  config: { Cmd: ['two'], Env: ['A=b'], ExposedPorts: { '80/tcp': {} } },
};

const build = (images: readonly ImageDefinition[]) =>
  buildImages(
    images,
    store,
    { suite: 'none', cacheFolder: join(folder, 'cache'), toolchain: '' },
    () => {},
    AbortSignal.timeout(10_000),
  );

async function documentOf(
  name: string,
  read: (manifest: { config: { digest: `sha256:${string}` } }) => `sha256:${string}` | null,
) {
  const digest = await store.repositories.resolve(`library/${name}`, 'latest');
  if (digest === null) throw new Error(`${name} is not there`);
  const json = async (of: `sha256:${string}`) =>
    JSON.parse(Buffer.concat(await store.blobs.read(of).toArray()).toString());
  const manifest = await json(digest);
  const other = read(manifest);
  return other === null ? manifest : json(other);
}

describe('buildImages', () => {
  it('stacks layers, shares the ones below, and describes them for docker history', async () => {
    await build([above, base]);
    const lower = await documentOf('base', () => null);
    const upper = await documentOf('above', () => null);
    expect(upper.layers.length).toBe(2);
    expect(upper.layers[0]).toEqual(lower.layers[0]);
    const config = await documentOf('above', (manifest) => manifest.config.digest);
    expect(config.rootfs.diff_ids.length).toBe(2);
    expect(config.config).toMatchObject({
      Cmd: ['two'],
      Labels: { 'dev.slipway.stand-in': 'a test' },
      ExposedPorts: { '80/tcp': {} },
    });
    expect(config.config.Env).toEqual([expect.stringMatching(/^PATH=/), 'A=b']);
    expect(
      config.history
        .filter((line: { empty_layer?: boolean }) => !line.empty_layer)
        .map((line: { created_by: string }) => line.created_by),
    ).toEqual(['COPY one /', 'COPY two /']);
    expect(await store.repositories.tags('library/above')).toEqual(['2', 'latest']);
    expect(await store.repositories.about('library/above')).toEqual({ description: 'Below', standIn: true });
  });

  it('makes the same image again, and leaves nothing behind beside the store', async () => {
    await build([above]);
    const first = await store.repositories.resolve('library/above', 'latest');
    await build([above]);
    expect(await store.repositories.resolve('library/above', 'latest')).toBe(first);
    expect(await readdir(join(folder, 'cache'))).toEqual([]);
  });

  it('ends the others when one fails, and publishes nothing that is not complete', async () => {
    const broken: ImageDefinition = {
      ...base,
      name: 'broken',
      layers: [
        {
          createdBy: 'x',
          recipe: {
            kind: 'files',
            files: [
              { path: 'file', content: '' },
              { path: 'file/below', content: '' },
            ],
          },
        },
      ],
    };
    await expect(build([broken, above])).rejects.toThrow('EEXIST');
    expect(await store.repositories.resolve('library/broken', 'latest')).toBeNull();
    expect(await readdir(join(folder, 'cache'))).toEqual([]);
  });
});

describe('the catalogue', () => {
  it('has each image once, says openly what it is, and holds the default ones', () => {
    expect(new Set(catalogue.map((image) => image.name)).size).toBe(catalogue.length);
    for (const image of catalogue) {
      expect(image.really.length, image.name).toBeGreaterThan(5);
      expect(image.description, image.name).toMatch(/stand-in|built here/);
      expect(image.tags, image.name).toContain('latest');
    }
    expect(kitImages(defaultImages).map((image) => image.name)).toEqual([...defaultImages]);
  });

  it('is not fresh before it was made, and refuses images nobody defined', async () => {
    const options = { hubFolder: join(folder, 'hub'), cacheFolder: folder, toolchain: '', needs: ['toolchain'] };
    expect(await kitSetupPart(options).fresh()).toBe(false);
    expect(() => kitSetupPart({ ...options, images: ['nosuch'] })).toThrow('the kit has no image called nosuch');
  });
});
