/** An image name in full: "nginx" is repository "docker.io/library/nginx", tag "latest". */
export interface ImageName {
  repository: string;
  /** '' when a digest is given instead. */
  tag: string;
  digest: string;
}

/** Parses an image name as the docker CLI does. Never throws: text that is no name just matches nothing. */
export function parseImageName(text: string): ImageName {
  const [beforeDigest = '', digest = ''] = text.split('@', 2);
  const slash = beforeDigest.lastIndexOf('/');
  const colon = beforeDigest.indexOf(':', slash + 1);
  const path = colon === -1 ? beforeDigest : beforeDigest.slice(0, colon);
  const tag = colon === -1 ? '' : beforeDigest.slice(colon + 1);
  return { repository: withRegistry(path), tag: tag || (digest ? '' : 'latest'), digest };
}

function withRegistry(path: string): string {
  const slash = path.indexOf('/');
  if (slash === -1) return `docker.io/library/${path}`;
  const first = path.slice(0, slash);
  // A first part with a dot or a port is a host name; otherwise it is an account on Docker Hub.
  if (!/[.:]/.test(first) && first !== 'localhost') return `docker.io/${path}`;
  return first === 'index.docker.io' || first === 'registry-1.docker.io' ? `docker.io${path.slice(slash)}` : path;
}

/** True when both names mean the same image: "hello-world" and "docker.io/library/hello-world:latest". */
export function sameImage(a: string, b: string): boolean {
  if (a === b) return true;
  // Most names differ in their last part already; that is seen without taking them apart.
  if (!a.includes('@') && !b.includes('@') && lastPart(a) !== lastPart(b)) return false;
  const one = parseImageName(a);
  const two = parseImageName(b);
  return one.repository === two.repository && one.tag === two.tag && one.digest === two.digest;
}

/** What stands behind the last slash, without the tag. */
function lastPart(name: string): string {
  const begin = name.lastIndexOf('/') + 1;
  const colon = name.indexOf(':', begin);
  return name.slice(begin, colon === -1 ? undefined : colon);
}

/** True when the names differ at most in tag or digest. */
export function sameRepository(a: string, b: string): boolean {
  return parseImageName(a).repository === parseImageName(b).repository;
}

/** The last part of a repository: "world" of "someone/world:2". */
export function imageBaseName(text: string): string {
  const { repository } = parseImageName(text);
  return repository.slice(repository.lastIndexOf('/') + 1);
}

/** The name as Docker prints it: with its tag, without Docker Hub's own prefixes. */
export function printedImageName(text: string): string {
  const { repository, tag, digest } = parseImageName(text);
  const short = repository.replace(/^docker\.io\/(library\/)?/, '');
  return digest ? `${short}@${digest}` : `${short}:${tag}`;
}

/** The 12 characters Docker prints of an id. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}
