import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { systemClock } from '#lib/base/index.ts';
import { projectRoot } from '../project-root.ts';

const readyMs = 60_000;
const endMs = 20_000;

/**
 * Starts the site as an operator does, in a process of its own on a free port, hands its URL to `use`, and ends it.
 * Its output is in <data>/logs/site.log. Rejects when the site does not come up within a minute.
 */
export async function withSite<T>(
  env: Record<string, string | undefined>,
  signal: AbortSignal,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const logs = join(env.SLIPWAY_DATA ?? join(projectRoot, '.slipway'), 'logs');
  mkdirSync(logs, { recursive: true });
  const log = createWriteStream(join(logs, 'site.log'));
  const main = join(projectRoot, 'lib', 'cli', 'main.ts');
  const site = spawn(process.execPath, [main, 'start', '--port', '0'], {
    cwd: projectRoot,
    env: env as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => site.once('exit', () => resolve()));
  const tail: string[] = [];
  try {
    const url = await new Promise<string>((resolve, reject) => {
      const fail = (why: string): void => reject(new Error([`The site ${why}.`, ...tail.slice(-20)].join('\n')));
      if (!site.stdout || !site.stderr) throw new Error('The site has no output to read.');
      site.stderr.pipe(log, { end: false });
      createInterface({ input: site.stdout }).on('line', (line) => {
        log.write(`${line}\n`);
        tail.push(line);
        const ready = /^Slipway is ready: (\S+)$/.exec(line);
        if (ready?.[1]) resolve(ready[1]);
      });
      site.once('error', (error) => fail(`could not be started: ${error.message}`));
      site.once('exit', (code) => fail(`ended with code ${code}`));
      systemClock.sleep(readyMs, signal).then(
        () => fail('was not ready within a minute'),
        () => fail('was stopped'),
      );
    });
    return await use(url);
  } finally {
    site.kill('SIGTERM');
    const late = systemClock.after(endMs, () => site.kill('SIGKILL'));
    if (site.exitCode === null) await ended;
    late[Symbol.dispose]();
    log.end();
  }
}
