import { join } from 'node:path';
import type { Digest } from '../reference.ts';

/**
 * Where things lie below the hub's folder. Everything a name or digest is put into has been validated before
 * (reference.ts), so no path can leave the folder.
 *
 *     blobs/sha256/ab/abcd…                      content, never changed once there
 *     repositories/<name>/_manifests/<hex>       media type of a manifest this repository holds
 *     repositories/<name>/_tags/<tag>            digest the tag points to
 *     repositories/<name>/_blobs/<hex>           empty: the repository may serve this blob
 *     repositories/<name>/_about.json            what search says of it
 *     uploads/<id>, uploads/<id>.json            content of an unfinished push, and whose it is
 *     incoming/<id>                              files being written, renamed into place when complete
 *
 * A blob is garbage when no `_blobs` entry and no `_manifests` entry names it.
 */
export function layout(folder: string) {
  const repository = (name: string) => join(folder, 'repositories', name);
  return {
    blobs: join(folder, 'blobs'),
    incoming: join(folder, 'incoming'),
    repositories: join(folder, 'repositories'),
    uploads: join(folder, 'uploads'),
    blob: (digest: Digest) => join(folder, 'blobs', 'sha256', hexOf(digest).slice(0, 2), hexOf(digest)),
    repository,
    about: (name: string) => join(repository(name), '_about.json'),
    manifests: (name: string) => join(repository(name), '_manifests'),
    manifest: (name: string, digest: Digest) => join(repository(name), '_manifests', hexOf(digest)),
    tags: (name: string) => join(repository(name), '_tags'),
    tag: (name: string, tag: string) => join(repository(name), '_tags', tag),
    blobLinks: (name: string) => join(repository(name), '_blobs'),
    blobLink: (name: string, digest: Digest) => join(repository(name), '_blobs', hexOf(digest)),
    upload: (id: string) => join(folder, 'uploads', id),
    uploadOwner: (id: string) => join(folder, 'uploads', `${id}.json`),
  };
}

export type Layout = ReturnType<typeof layout>;

/** The hexadecimal part of a digest. */
export function hexOf(digest: Digest): string {
  return digest.slice('sha256:'.length);
}
