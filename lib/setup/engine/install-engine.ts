import type { Report } from '#lib/base/index.ts';
import { installPackages } from '../apt.ts';
import type { EngineOptions } from './engine-part.ts';

/** What an engine needs beyond its own dependencies when recommended packages are left out. */
const packages = ['docker.io', 'iptables', 'ca-certificates'];

/** Installs Debian's or Ubuntu's own Docker engine. Throws SetupError with apt's last words and a remedy. */
export async function installEngine(options: EngineOptions, report: Report, signal: AbortSignal): Promise<void> {
  await installPackages(
    packages,
    { dataFolder: options.dataFolder, env: options.env, need: 'the Docker engine' },
    report,
    signal,
  );
}
