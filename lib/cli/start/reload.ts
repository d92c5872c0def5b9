import { type ChildProcess, spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '#lib/base/index.ts';
import { projectRoot } from '../project-root.ts';
import { onStop } from '../stop-signal.ts';

/** An editor saves several files, and each in several steps. */
const settleMs = 300;

/** Whether a change of this file, relative to the project, asks for another server. Pages and lessons reload by themselves. */
export function concernsServer(file: string): boolean {
  return /^(server\.ts|(lib|sandbox)\/.+\.ts)$/.test(file) && !/(^lib\/cli\/|\.test\.ts$)/.test(file);
}

/**
 * Runs one of our commands and starts it anew whenever the server's code changes. One that ended by itself waits for the next
 * change: the mistake is on the screen. Resolves with the exit code when it has been asked to end.
 */
export async function keepServing(command: readonly string[]): Promise<number> {
  const main = join(projectRoot, 'lib', 'cli', 'main.ts');
  let server: ChildProcess | undefined;
  let stopped = false;
  let change = Promise.withResolvers<void>();
  let settling: Disposable | undefined;

  const touched = (folder: string) => (_: string, name: string | null) => {
    if (name === null || !concernsServer(join(folder, name))) return;
    settling?.[Symbol.dispose]();
    settling = systemClock.after(settleMs, () => change.resolve());
  };
  const watchers = [
    watch(join(projectRoot, 'lib'), { recursive: true }, touched('lib')),
    watch(join(projectRoot, 'sandbox'), { recursive: true }, touched('sandbox')),
    watch(projectRoot, touched('')),
  ];
  using _ = onStop(() => {
    stopped = true;
    server?.kill('SIGTERM');
    change.resolve();
  });
  while (!stopped) {
    // The channel lets the server notice when this process is gone.
    server = spawn(process.execPath, [main, ...command], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
    const ended = new Promise<void>((resolve) => server?.once('exit', () => resolve()));
    await change.promise;
    change = Promise.withResolvers<void>();
    if (!stopped) console.log('The server’s code changed: starting it anew.');
    server.kill('SIGTERM');
    await ended;
  }
  for (const watcher of watchers) watcher.close();
  settling?.[Symbol.dispose]();
  return 0;
}
