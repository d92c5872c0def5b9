import type { ChannelFiles } from '#sandbox/model.ts';
import { sandboxHome } from '#sandbox/model.ts';
import { AppError } from '../base/index.ts';

const longestPath = 1024;

/**
 * The path if it lies in the learner's home folder, without a trailing slash. Throws BAD_PATH for anything else: relative,
 * too long, with control characters or with `.`, `..` or empty segments. Links inside the sandbox may still lead elsewhere in
 * the learner's own sandbox, never out of it.
 */
export function homePath(path: string): string {
  const trimmed = path.length > 1 ? path.replace(/\/$/, '') : path;
  const inHome = trimmed === sandboxHome || trimmed.startsWith(`${sandboxHome}/`);
  const odd =
    /[\u0000-\u001f\u007f]/.test(trimmed) ||
    trimmed
      .split('/')
      .slice(1)
      .some((part) => part === '' || part === '.' || part === '..');
  if (!inHome || odd || trimmed.length > longestPath) throw new AppError('BAD_PATH');
  return trimmed;
}

/** The home folder itself may be listed, never renamed or removed. */
function insideHome(path: string): string {
  const checked = homePath(path);
  if (checked === sandboxHome) throw new AppError('BAD_PATH', 'the home folder itself');
  return checked;
}

/** The files of a sandbox, narrowed to the learner's home folder. */
export function homeFiles(files: ChannelFiles): ChannelFiles {
  return {
    list: async (path) => files.list(homePath(path)),
    stat: async (path) => files.stat(homePath(path)),
    read: async (path, maxBytes) => files.read(insideHome(path), maxBytes),
    write: async (path, bytes) => files.write(insideHome(path), bytes),
    makeFolder: async (path) => files.makeFolder(insideHome(path)),
    rename: async (from, to) => files.rename(insideHome(from), insideHome(to)),
    remove: async (path) => files.remove(insideHome(path)),
  };
}
