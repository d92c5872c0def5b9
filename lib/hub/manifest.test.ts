import { expect, it } from 'vitest';
import { readManifest } from './manifest.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const docker = 'application/vnd.docker.distribution.manifest.v2+json';
const index = 'application/vnd.oci.image.index.v1+json';
const part = (letter: string) => ({ mediaType: 'x', size: 1, digest: digest(letter) });
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

it('names the parts of an image and of an index', () => {
  const image = { schemaVersion: 2, mediaType: docker, config: part('a'), layers: [part('b'), part('c')] };
  expect(readManifest(bytes(image), docker)).toEqual({ blobs: [digest('a'), digest('b'), digest('c')], manifests: [] });
  const list = { schemaVersion: 2, manifests: [{ ...part('d'), platform: { os: 'linux' } }], annotations: {} };
  expect(readManifest(bytes(list), index)).toEqual({ blobs: [], manifests: [digest('d')] });
});

it.each([
  ['another media type than it says', { schemaVersion: 2, mediaType: index, config: part('a'), layers: [] }],
  ['the old schema', { schemaVersion: 1, config: part('a'), layers: [] }],
  ['a digest of another kind', { schemaVersion: 2, config: { size: 1, digest: 'md5:1' }, layers: [] }],
  ['a negative size', { schemaVersion: 2, config: { size: -1, digest: digest('a') }, layers: [] }],
  ['more layers than an engine takes', { schemaVersion: 2, config: part('a'), layers: Array(300).fill(part('b')) }],
])('refuses %s', (_why, document) => {
  expect(() => readManifest(bytes(document), docker)).toThrow('manifest invalid');
});
