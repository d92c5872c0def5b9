import { rm } from 'node:fs/promises';
import { relative } from 'node:path';
import { z } from 'zod';
import { type Digest, isDigest, isRepositoryName, isTag } from '../reference.ts';
import { readNames, readText, writeWhole } from './files.ts';
import { hexOf, type Layout } from './layout.ts';

/** What a repository says of itself, for search and for the page's note about stand-ins. */
export const About = z.strictObject({
  description: z.string().max(300),
  /** True when the content is Slipway's own and only stands in for the image of that name. */
  standIn: z.boolean(),
});
export type About = z.infer<typeof About>;

/** Which repositories, manifests and tags there are, and which blobs each repository may serve. Names and digests must be valid. */
export interface Repositories {
  /** True when the repository holds at least one manifest. */
  has(name: string): Promise<boolean>;
  /** Every repository with a manifest, in order. */
  list(): Promise<string[]>;
  about(name: string): Promise<About | null>;
  describe(name: string, about: About): Promise<void>;
  /** Tags in byte order. */
  tags(name: string): Promise<string[]>;
  /** What a tag points to, or null. */
  resolve(name: string, tag: string): Promise<Digest | null>;
  /** Points a tag to a manifest the repository holds. */
  tag(name: string, tag: string, digest: Digest): Promise<void>;
  untag(name: string, tag: string): Promise<void>;
  /** The media type of a manifest the repository holds, or null. */
  manifestType(name: string, digest: Digest): Promise<string | null>;
  addManifest(name: string, digest: Digest, mediaType: string): Promise<void>;
  hasBlob(name: string, digest: Digest): Promise<boolean>;
  addBlob(name: string, digest: Digest): Promise<void>;
  /** The repository holds this blob or manifest no longer; the content stays until garbage is collected. */
  forget(name: string, digest: Digest): Promise<void>;
  /** Digests of the blobs and manifests of a repository and of every one below it (a namespace; '' is all), each once. */
  contents(namespace: string): Promise<Digest[]>;
  /** First components of all names, also of repositories to which only blobs were pushed. */
  namespaces(): Promise<string[]>;
  /** Removes a repository and every one below it. What is not there is gone already. */
  remove(namespace: string): Promise<void>;
}

/** Repositories on disk, see {@link layout}. Nothing is cached: another process (the kit) may add to it at any time. */
export function openRepositories(paths: Layout): Repositories {
  async function has(name: string): Promise<boolean> {
    return (await readNames(paths.manifests(name))).length > 0;
  }

  /** Names of the repositories below `folder` that hold `part`, a folder of the layout. */
  async function walk(folder: string, part: '_manifests' | '_blobs', found: string[] = []): Promise<string[]> {
    const names = await readNames(folder);
    if (names.includes(part)) found.push(relative(paths.repositories, folder));
    for (const name of names.sort()) if (isRepositoryName(name)) await walk(`${folder}/${name}`, part, found);
    return found;
  }

  return {
    has,
    list: () => walk(paths.repositories, '_manifests'),

    async about(name) {
      const text = await readText(paths.about(name));
      return text === null ? null : About.parse(JSON.parse(text));
    },
    describe: (name, about) => writeWhole(paths.incoming, paths.about(name), JSON.stringify(about)),

    tags: async (name) => (await readNames(paths.tags(name))).filter(isTag).sort(),
    async resolve(name, tag) {
      const text = await readText(paths.tag(name, tag));
      return text !== null && isDigest(text) ? text : null;
    },
    tag: (name, tag, digest) => writeWhole(paths.incoming, paths.tag(name, tag), digest),
    untag: (name, tag) => rm(paths.tag(name, tag), { force: true }),

    manifestType: (name, digest) => readText(paths.manifest(name, digest)),
    addManifest: (name, digest, mediaType) => writeWhole(paths.incoming, paths.manifest(name, digest), mediaType),

    hasBlob: async (name, digest) => (await readText(paths.blobLink(name, digest))) !== null,
    addBlob: (name, digest) => writeWhole(paths.incoming, paths.blobLink(name, digest), ''),

    async forget(name, digest) {
      await rm(paths.manifest(name, digest), { force: true });
      await rm(paths.blobLink(name, digest), { force: true });
    },

    async contents(namespace) {
      const hexes = new Set<string>();
      // A push that stopped before its manifest has left blobs all the same.
      for (const name of await walk(paths.repository(namespace), '_blobs')) {
        for (const hex of await readNames(paths.blobLinks(name))) hexes.add(hex);
        for (const hex of await readNames(paths.manifests(name))) hexes.add(hex);
      }
      return [...hexes].map((hex): Digest => `sha256:${hex}`).filter((digest) => hexOf(digest).length === 64);
    },

    namespaces: async () => (await readNames(paths.repositories)).filter(isRepositoryName),
    async remove(namespace) {
      if (isRepositoryName(namespace)) await rm(paths.repository(namespace), { recursive: true, force: true });
    },
  };
}
