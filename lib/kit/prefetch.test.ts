import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLogger, systemClock } from '#lib/base/index.ts';
import { createHub, createLabCa, createUpstream, noAccounts, openContentStore, type Upstream } from '#lib/hub/index.ts';
import { buildImages } from './build.ts';
import type { ImageDefinition } from './definition.ts';
import { imageContent } from './image-content.ts';
import { prefetch } from './prefetch.ts';
import { kitStatus } from './status.ts';

const never = AbortSignal.timeout(60_000);
const place = (name: string) => join(root, name);
const storeOf = (name: string) => openContentStore(place(name));

let root: string;
let upstream: Upstream;
let close: () => Promise<void>;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'kit-prefetch-'));
  await storeReal();
  const far = createHub({ folder: place('far'), accounts: noAccounts, clock: systemClock, logger: silentLogger });
  const ca = await createLabCa(place('far'));
  const { httpPort } = await far.listen({ host: '127.0.0.1', httpPort: 0, httpsPort: 0, ...ca });
  upstream = createUpstream({ origin: `http://127.0.0.1:${httpPort}` }, storeOf('near'), {
    clock: systemClock,
    logger: silentLogger,
  });
  close = () => far.close();
});
afterEach(async () => {
  await upstream[Symbol.asyncDispose]();
  await close();
  await rm(root, { recursive: true });
});

function image(name: string, content: string): ImageDefinition {
  const recipe = { kind: 'files' as const, files: [{ path: 'content', content }] };
  return {
    ...{ name, tags: ['latest', '1'], description: `Server (Slipway's stand-in)`, really: 'a test' },
    layers: [{ createdBy: '', recipe }],
    config: {},
  };
}

/** An image as nobody here made it: without the label of stand-ins. */
async function storeReal(): Promise<void> {
  const { blobs, repositories } = storeOf('far');
  const put = (text: string) => blobs.write(Readable.from([Buffer.from(text)]), { maxBytes: 1e6 }, never);
  const mediaType = 'application/vnd.docker.distribution.manifest.v2+json';
  const [config, layer] = [await put('{"os":"linux"}'), await put('the real one')];
  const manifest = await put(JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [layer] }));
  for (const { digest } of [config, layer]) await repositories.addBlob('library/nginx', digest);
  await repositories.addManifest('library/nginx', manifest.digest, mediaType);
  await repositories.tag('library/nginx', 'latest', manifest.digest);
}

const build = (name: string, ...images: ImageDefinition[]) =>
  buildImages(images, storeOf(name), { suite: 'none', cacheFolder: place('cache'), toolchain: '' }, () => {}, never);
const run = (...images: string[]) =>
  prefetch(images, { store: storeOf('near'), upstream, clock: systemClock }, () => {}, never);
const latest = (name: string) => storeOf(name).repositories.resolve('library/nginx', 'latest');

it('puts the image of the registry in the place of a stand-in, whole, and leaves other tags', async () => {
  await build('near', image('nginx', 'stand-in'));
  const standIn = await latest('near');
  expect(await run('nginx')).toEqual([{ image: 'nginx', is: 'fetched' }]);
  expect(await latest('near')).toBe(await latest('far'));
  const content = await imageContent(storeOf('near'), 'library/nginx', 'latest');
  expect(content?.blobs.every(({ there }) => there)).toBe(true);
  expect(await storeOf('near').repositories.resolve('library/nginx', '1')).toBe(standIn);
  expect(content?.standIn).toBe(false);
  // A stand-in never takes the place back.
  await build('near', image('nginx', 'newer stand-in'));
  expect(await latest('near')).toBe(await latest('far'));
  expect(await storeOf('near').repositories.resolve('library/nginx', '1')).not.toBe(standIn);
  expect(await storeOf('near').repositories.about('library/nginx')).toEqual({ description: 'Server', standIn: false });
});

it('says of each image what became of it, and keeps what was there', async () => {
  await build('near', image('nginx', 'stand-in'));
  const standIn = await latest('near');
  expect(await run('nginx:nosuch', 'nosuch', 'mia/app:v1')).toEqual([
    { image: 'nginx:nosuch', is: 'unknown' },
    { image: 'nosuch', is: 'denied' },
    { image: 'mia/app:v1', is: 'denied' },
  ]);
  await close();
  expect(await run('nginx')).toEqual([{ image: 'nginx', is: 'offline' }]);
  expect(await latest('near')).toBe(standIn);
  await expect(run('Not A Name')).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});

it('keeps the stand-in when a part of the real image cannot be had', async () => {
  await build('near', image('nginx', 'stand-in'));
  const standIn = await latest('near');
  const far = await imageContent(storeOf('far'), 'library/nginx', 'latest');
  const layer = far?.blobs.at(-1);
  if (!layer) throw new Error('the far image has no layer');
  await storeOf('far').blobs.remove(layer.digest);
  expect(await run('nginx')).toEqual([{ image: 'nginx', is: 'broken' }]);
  expect(await latest('near')).toBe(standIn);
});

it('tells for every lesson what there is of its images', async () => {
  await build('near', image('nginx', 'stand-in'));
  const rows = await kitStatus(
    storeOf('near'),
    new Map([
      ['nginx:latest', ['web']],
      ['mia/app:v1', ['web', 'again']],
    ]),
  );
  const row = (name: string) => rows.find(({ image: text }) => text === name);
  expect(row('nginx:latest')).toMatchObject({ from: 'stand-in', lessons: ['web'], missing: 0 });
  expect(row('nginx:latest')?.bytes).toBeGreaterThan(100);
  expect(row('mia/app:v1')).toEqual({
    ...{ image: 'mia/app:v1', from: null, lessons: ['again', 'web'] },
    ...{ bytes: 0, missing: 0 },
  });
  expect(row('redis:latest')).toMatchObject({ from: null, lessons: [] });
});
