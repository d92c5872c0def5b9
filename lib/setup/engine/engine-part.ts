import { access, constants, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { type Clock, type Report, type SetupPart, systemClock } from '#lib/base/index.ts';
import { SetupError } from '../setup-error.ts';
import { systemEnv } from '../system-env.ts';
import { describeSilence, findEngine } from './find-engine.ts';
import { installEngine } from './install-engine.ts';
import { startEngine } from './start-engine.ts';

export interface EngineOptions {
  /** Holds the engine's log and the note of one we started. */
  dataFolder: string;
  env: Record<string, string | undefined>;
  clock?: Clock;
}

/** The part's id, for the `needs` of others. */
export const enginePartId = 'engine';

/**
 * A Docker engine that answers: the one that is there, else on Debian and Ubuntu, as root, one that is installed and started.
 * Fails with SANDBOX_UNAVAILABLE, the reason and the remedy where neither can be had.
 */
export function engineSetupPart(options: EngineOptions): SetupPart {
  return {
    id: enginePartId,
    title: 'Docker engine',
    needs: [],
    fresh: async () => (await findEngine(options.env)).found !== undefined,
    run: (report, signal) => provideEngine(options, report, signal),
  };
}

/**
 * Why no engine answers and none can be provided here, with the remedy; undefined when one answers, or could be installed or started.
 * Cheap: looks, and does nothing.
 */
export async function engineObstacle(options: EngineOptions): Promise<SetupError | undefined> {
  const { env } = options;
  const search = await findEngine(env);
  if (search.found) return undefined;
  const obstacle = (remedy: string): SetupError =>
    new SetupError('SANDBOX_UNAVAILABLE', `No Docker engine: ${describeSilence(search.tried)}`, remedy);
  if (env.DOCKER_HOST)
    return obstacle('start the engine that DOCKER_HOST names, or unset DOCKER_HOST to use one on this machine.');
  if (search.tried.some(({ why }) => why.is === 'forbidden'))
    return obstacle('run as root, or add this user to the group "docker" and sign in again.');
  if (process.platform !== 'linux')
    return obstacle('install and start Docker; it is installed by itself on Debian and Ubuntu only.');
  const installed = (await findProgram('dockerd', env.PATH)) !== undefined;
  if (process.getuid?.() !== 0 && installed)
    return obstacle('start the engine (sudo systemctl start docker), or run this once as root.');
  if (process.getuid?.() !== 0) return obstacle('run this once as root, or install Docker.');
  if (!installed && !(await isDebianLike()))
    return obstacle(
      'install Docker with the package manager of this system and start it; it is installed by itself on Debian and Ubuntu only.',
    );
  return undefined;
}

async function provideEngine(options: EngineOptions, report: Report, signal: AbortSignal): Promise<void> {
  const obstacle = await engineObstacle(options);
  if (obstacle) throw obstacle;
  if (!(await findProgram('dockerd', options.env.PATH))) await installEngine(options, report, signal);
  await startEngine(options, options.clock ?? systemClock, report, signal);
}

/** Path of a program, looked for in PATH and where system programs are; undefined when there is none. */
export async function findProgram(name: string, path = ''): Promise<string | undefined> {
  for (const folder of (systemEnv({ PATH: path }).PATH ?? '').split(delimiter)) {
    const file = join(folder, name);
    if (
      await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return file;
  }
  return undefined;
}

async function isDebianLike(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const debian = /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release);
  return debian && (await findProgram('apt-get')) !== undefined;
}
