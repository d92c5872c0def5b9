import { sandboxHome } from '#lib/session/model.ts';

/** The absolute path of something given below the home folder, or already absolute. */
export function absolutePath(path: string): string {
  return path.startsWith('/') ? path : `${sandboxHome}/${path.replace(/^(?:~|\.)\//, '')}`;
}

/** The folder a path lies in. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** True when `path` is `folder` or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** True for a name that can be given to a file or folder; `a/b` is allowed and makes folders. */
export function isGoodName(name: string): boolean {
  return /^[^/\0]+(?:\/[^/\0]+)*$/.test(name) && !name.split('/').some((part) => part === '.' || part === '..');
}
