import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../base/index.ts';

/**
 * Makes sure that this process alone serves an instance: a second one would reap the first one's sandboxes. SQLite's own file lock
 * is held for as long as the result lives, and is gone with the process however it ends. Throws CONFIG_INVALID when it is taken.
 */
export function lockInstance(instanceFolder: string): Disposable {
  const database = new DatabaseSync(join(instanceFolder, 'serving.lock'));
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    const detail = `another process serves ${instanceFolder} already; stop it, or take another --instance or --data`;
    throw new AppError('CONFIG_INVALID', detail, { cause: error });
  }
  return { [Symbol.dispose]: () => database.close() };
}
