/** What a request to the mirror asks for. `host` is kept of requests that came to us as to a proxy. */
export type MirrorRoute =
  | { kind: 'pip-list' }
  | { kind: 'pip-project'; project: string }
  | { kind: 'pip-file'; project: string; file: string }
  | { kind: 'npm-package'; name: string }
  | { kind: 'npm-file'; name: string; file: string }
  | { kind: 'npm-other' }
  | { kind: 'debian'; archive: 'debian' | 'debian-security'; path: string }
  | { kind: 'git'; repository: string; part: 'info/refs' | 'git-upload-pack' | 'other' };

/** What apt's sources name inside sandboxes and images; nobody resolves it, for apt takes us for its proxy. */
const debianHost = 'debian.slipway.test';
/** Name under which sandboxes know the git server. */
export const gitHost = 'git.slipway.test';

/**
 * Reads the target of a request: a path, or a whole address when apt takes us for its proxy. Null when it is none of the
 * mirror's. Names are as in the request, decoded once; whoever uses them looks them up in a list and never in the file system.
 */
export function readMirrorRoute(target: string, host: string): MirrorRoute | null {
  const absolute = /^http:\/\/([^/]+)(\/.*)$/.exec(target);
  const asked = (absolute?.[1] ?? host).toLowerCase();
  const path = decode((absolute?.[2] ?? target).replace(/\?.*$/s, ''));
  if (path === null) return null;
  if (absolute) return asked === debianHost ? readDebian(path) : null;
  if (asked === gitHost) return readGit(path);
  if (path.startsWith('/git/')) return readGit(path.slice('/git'.length));
  if (path.startsWith('/pip/')) return readPip(path.slice('/pip/'.length));
  if (path.startsWith('/npm/')) return readNpm(path.slice('/npm/'.length));
  return readDebian(path);
}

function readPip(path: string): MirrorRoute | null {
  if (path === 'simple' || path === 'simple/') return { kind: 'pip-list' };
  const [, project, file] = /^(?:simple|files)\/([^/]+)(?:\/([^/]*))?$/.exec(path) ?? [];
  if (project === undefined || !/^\w[\w.-]*$/.test(project)) return null;
  if (path.startsWith('files/')) return file ? { kind: 'pip-file', project: normalised(project), file } : null;
  return file ? null : { kind: 'pip-project', project: normalised(project) };
}

/** A project's name as PEP 503 compares it: "Flask_Login" is "flask-login". */
export function normalised(project: string): string {
  return project.toLowerCase().replace(/[-_.]+/g, '-');
}

function readNpm(path: string): MirrorRoute {
  if (path.startsWith('-/')) return { kind: 'npm-other' };
  const [, name = '', file] = /^(@[^/]+\/[^/]+|[^/@][^/]*)(?:\/-\/([^/]+))?$/.exec(path) ?? [];
  if (!/^(?:@[\w.~-]+\/)?[\w~-][\w.~-]*$/.test(name)) return { kind: 'npm-other' };
  return file === undefined ? { kind: 'npm-package', name } : { kind: 'npm-file', name, file };
}

function readDebian(path: string): MirrorRoute | null {
  const [, archive, rest = ''] = /^\/(debian|debian-security)\/(.+)$/.exec(path) ?? [];
  if (archive !== 'debian' && archive !== 'debian-security') return null;
  return { kind: 'debian', archive, path: rest };
}

function readGit(path: string): MirrorRoute | null {
  const [, repository, rest] = /^\/([\w.-]+?)(?:\.git)?\/(.+)$/.exec(path) ?? [];
  if (repository === undefined) return null;
  const part = rest === 'info/refs' || rest === 'git-upload-pack' ? rest : 'other';
  return { kind: 'git', repository, part };
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
