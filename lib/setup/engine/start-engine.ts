import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Report } from '#lib/base/index.ts';
import { processEnv, runChild } from '../child.ts';
import { SetupError } from '../setup-error.ts';
import { systemEnv } from '../system-env.ts';
import type { EngineOptions } from './engine-part.ts';
import { findEngine } from './find-engine.ts';
import { forgetOwnEngine, noteOwnEngine } from './own-engine.ts';

const waitMs = 60_000;

/**
 * Starts the engine installed on this machine: as the system's service where systemd runs, else directly, so that it survives us;
 * its log is <data>/logs/dockerd.log. Resolves when it answers; throws SetupError after a minute or when it ends.
 */
export async function startEngine(
  options: EngineOptions,
  clock: Clock,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  // A package's own start script may be at work already.
  if (await answers(options, clock, 3000, signal)) return;
  const logFile = join(options.dataFolder, 'logs', 'dockerd.log');
  if (existsSync('/run/systemd/system')) {
    report('starting the service');
    const { code, tail } = await runChild(
      'systemctl',
      ['start', 'docker'],
      { env: options.env, shielded: true },
      signal,
    );
    if (code !== 0) throw failed(tail.slice(-3).join('\n'), 'see "journalctl -u docker".');
    if (!(await answers(options, clock, waitMs, signal)))
      throw failed('It does not answer.', 'see "journalctl -u docker".');
    return;
  }
  report('starting');
  await mkdir(join(options.dataFolder, 'logs'), { recursive: true });
  const log = await open(logFile, 'a');
  const begin = (await log.stat()).size;
  const child = spawn('dockerd', [], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    cwd: '/',
    env: processEnv(systemEnv(options.env)),
  });
  await log.close();
  const ended = new AbortController();
  child.once('error', () => ended.abort());
  child.once('exit', () => ended.abort());
  child.unref();
  if (child.pid !== undefined) await noteOwnEngine(options.dataFolder, child.pid);
  const up = await answers(options, clock, waitMs, AbortSignal.any([signal, ended.signal])).catch(() => false);
  if (up) return;
  if (child.exitCode === null && !ended.signal.aborted) child.kill('SIGTERM');
  await forgetOwnEngine(options.dataFolder);
  signal.throwIfAborted();
  const said = (await readFile(logFile, 'utf8').catch(() => '')).slice(begin);
  throw failed(
    lastWords(said) ?? 'It did not answer within a minute.',
    `read ${logFile}; this kernel may lack what an engine needs.`,
  );
}

function failed(why: string, remedy: string): SetupError {
  return new SetupError('SANDBOX_UNAVAILABLE', `The Docker engine is installed but did not start.\n${why}`, remedy);
}

/** True as soon as an engine answers, false after `ms`. Rejects when aborted. */
async function answers(options: EngineOptions, clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  for (const end = clock.now() + ms; ; ) {
    if ((await findEngine(options.env)).found) return true;
    if (clock.now() >= end) return false;
    await clock.sleep(250, signal);
  }
}

/** The line of dockerd's log that says why it ended: the last one that is not a mere notice. */
export function lastWords(log: string): string | undefined {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const grave = lines.filter((line) => /level=(error|fatal)|^failed|panic:/i.test(line));
  return (grave.at(-1) ?? lines.at(-1))?.slice(0, 500);
}
