import { z } from 'zod';

/** A path below the learner's home folder, as authors write it: `app/Dockerfile`. */
export const homePath = z
  .string()
  .regex(/^(?!.*(^|\/)\.\.?(\/|$))[^/\0][^\0]*$/, 'a path below the home folder, such as app/Dockerfile');

/** The same as an absolute path. The home folder is sandboxHome in sandbox/model.ts, which this part may not import. */
export function absolutePath(path: string): string {
  return `/root/${path}`;
}

/** The command that shows whether a file is there. */
export function lookForFile(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? 'ls -l' : `ls -l ${path.slice(0, slash)}`;
}
