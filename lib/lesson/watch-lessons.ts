import { watch } from 'node:fs';
import type { Clock, Logger } from '#lib/base/index.ts';
import type { LoadedLessons } from './load-lessons.ts';

/** Editors write a file in several steps; this long (ms) after the last one it is whole. Read too early, it is read again. */
const settleMs = 40;

/** Reads lessons and courses again whenever one of their files changes, until disposed. For development: problems are logged as on start. */
export function watchLessons(
  contentFolder: string,
  lessons: Pick<LoadedLessons, 'reload'>,
  clock: Clock,
  logger: Logger,
): Disposable {
  let settling: Disposable | null = null;
  // Null: it is not known which lesson.
  let saved = new Set<string | null>();
  const read = () => {
    const folders = [...saved];
    saved = new Set();
    const names = folders.filter((folder) => folder !== null);
    lessons
      .reload(names.length === folders.length ? names : undefined)
      .catch((error: unknown) => logger.error({ err: error }, 'Lessons could not be read again'));
  };
  const watcher = watch(contentFolder, { recursive: true }, (_, path) => {
    if (path === null) saved.add(null);
    // Courses are read again with every lesson.
    else if (path.startsWith('lessons/')) saved.add(path.split('/')[1] ?? null);
    settling?.[Symbol.dispose]();
    settling = clock.after(settleMs, read);
  });
  watcher.on('error', (error) => logger.warn({ err: error }, 'Lessons are no longer watched'));
  return {
    [Symbol.dispose]() {
      settling?.[Symbol.dispose]();
      watcher.close();
    },
  };
}
