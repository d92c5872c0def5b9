import { type Digest, isDigest, isRepositoryName, isTag } from './reference.ts';
import { RegistryError } from './registry-error.ts';

/** What a request path asks for, every name and digest in it validated. */
export type Route =
  | { kind: 'version' }
  | { kind: 'manifest'; name: string; reference: { tag: string } | { digest: Digest } }
  | { kind: 'blob'; name: string; digest: Digest }
  | { kind: 'tags'; name: string }
  | { kind: 'uploads'; name: string }
  | { kind: 'upload'; name: string; id: string }
  | { kind: 'token' }
  | { kind: 'search' }
  | { kind: 'index-ping' };

/**
 * Reads the path of a URL (percent-encoded, without query). Null when nothing answers there.
 * @throws RegistryError NAME_INVALID, DIGEST_INVALID, TAG_INVALID or BLOB_UPLOAD_UNKNOWN.
 */
export function readRoute(encoded: string): Route | null {
  const path = decode(encoded);
  if (path === '/v2' || path === '/v2/') return { kind: 'version' };
  if (path === '/token') return { kind: 'token' };
  if (path === '/v1/search') return { kind: 'search' };
  if (path === '/v1/_ping') return { kind: 'index-ping' };
  if (!path.startsWith('/v2/')) return null;

  // Greedy: a repository may itself be called "manifests", so the last such word is the verb.
  const match = /^\/v2\/(.*)\/(manifests|blobs|tags)\/([^/]*|uploads\/[^/]*)$/s.exec(path);
  if (!match) return null;
  const [, name = '', verb, rest = ''] = match;
  if (!isRepositoryName(name)) throw new RegistryError('NAME_INVALID', { name: name.slice(0, 300) });
  if (verb === 'tags') return rest === 'list' ? { kind: 'tags', name } : null;
  if (verb === 'manifests') return { kind: 'manifest', name, reference: readReference(rest) };
  if (rest === 'uploads' || rest === 'uploads/') return { kind: 'uploads', name };
  if (rest.startsWith('uploads/')) {
    const id = rest.slice('uploads/'.length);
    if (!/^[a-z0-9]{1,64}$/.test(id)) throw new RegistryError('BLOB_UPLOAD_UNKNOWN', { id: id.slice(0, 100) });
    return { kind: 'upload', name, id };
  }
  if (!isDigest(rest))
    throw new RegistryError('DIGEST_INVALID', { digest: rest.slice(0, 300) }, { message: 'invalid digest' });
  return { kind: 'blob', name, digest: rest };
}

function readReference(text: string): { tag: string } | { digest: Digest } {
  if (isDigest(text)) return { digest: text };
  if (isTag(text)) return { tag: text };
  if (text.includes(':'))
    throw new RegistryError('DIGEST_INVALID', { digest: text.slice(0, 300) }, { message: 'invalid digest' });
  throw new RegistryError('TAG_INVALID', { tag: text.slice(0, 300) }, { message: 'invalid tag' });
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw new RegistryError('NAME_INVALID', { path: encoded.slice(0, 300) });
  }
}
