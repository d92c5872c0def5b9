import { type Clock, codeOf, type Logger } from '#lib/base/index.ts';
import type { Channel } from '../model.ts';

const firstRetryMs = 200;
const longestRetryMs = 30_000;
const missingCommand = 127;
const pollMs = 2000;

/** What to watch and whom to tell. */
export interface PathWatch {
  folder: string;
  recursive: boolean;
  /** An extended regular expression of paths nobody wants to hear of. */
  exclude?: string;
  changed(paths: string[]): void;
  /** The watch is there (again): look yourself at what may have happened before. Also called every 2 s when nothing can watch. */
  lookAgain(): void;
}

/**
 * Watches a folder of the sandbox with one `inotifywait` inside it, set up again whenever it ends, until the signal aborts or
 * the channel breaks. Where there is no inotifywait, or it cannot watch so much, `lookAgain` is called from time to time instead.
 */
export async function watchPath(
  channel: Channel,
  watch: PathWatch,
  clock: Clock,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  let retryMs = firstRetryMs;
  while (!signal.aborted) {
    let established = false;
    let complaints = '';
    try {
      const { code } = await channel.exec(command(watch), {
        signal,
        onStdout: pathReader((paths) => watch.changed(paths)),
        onStderr: (chunk) => {
          complaints = (complaints + chunk.toString('utf8')).slice(-500);
          if (established || !complaints.includes('Watches established')) return;
          established = true;
          retryMs = firstRetryMs;
          watch.lookAgain();
        },
      });
      if (code === missingCommand || !established) {
        logger.debug({ folder: watch.folder, complaints }, 'Nothing can watch a folder; looking from time to time');
        watch.lookAgain();
        retryMs = Math.max(retryMs, pollMs);
      }
    } catch (error) {
      if (signal.aborted || codeOf(error) === 'SANDBOX_UNREACHABLE') return;
      throw error;
    }
    await clock.sleep(retryMs, signal).catch(() => undefined);
    if (established) retryMs = Math.min(longestRetryMs, retryMs * 2);
  }
}

function command({ folder, recursive, exclude }: PathWatch): string[] {
  return [
    'inotifywait',
    '--monitor',
    ...(recursive ? ['-r'] : []),
    ...(exclude ? ['--exclude', exclude] : []),
    ...['create', 'close_write', 'delete', 'moved_from', 'moved_to'].flatMap((event) => ['-e', event]),
    // File names may hold anything but NUL.
    ...['--no-newline', '--format', '%w%f%0'],
    folder,
  ];
}

/** Splits a stream of NUL-ended paths, however it is cut, and hands out what came together. */
function pathReader(tell: (paths: string[]) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (chunk) => {
    const bytes = Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(0);
    rest = bytes.subarray(end + 1);
    if (end >= 0) tell(bytes.subarray(0, end).toString('utf8').split('\0'));
  };
}
