import { join } from 'node:path';
import type { Report } from '#lib/base/index.ts';
import { runChild } from './child.ts';
import { SetupError } from './setup-error.ts';
import { systemEnv } from './system-env.ts';

export interface AptOptions {
  dataFolder: string;
  env: Record<string, string | undefined>;
  /** What the packages are for: "the Docker engine". */
  need: string;
}

/**
 * Installs Debian packages without their recommendations, with progress; the package lists are fetched first. Needs root.
 * Throws SetupError with apt's last words. apt is never interrupted while it unpacks: aborting takes effect afterwards.
 */
export async function installPackages(
  packages: readonly string[],
  options: AptOptions,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const steps = [
    { name: 'update', args: ['update'], from: 0, to: 0.15 },
    { name: 'install', args: ['install', '--yes', '--no-install-recommends', ...packages], from: 0.15, to: 1 },
  ];
  for (const step of steps) {
    report(step.name === 'update' ? 'fetching package lists' : 'installing packages', step.from);
    const logFile = join(options.dataFolder, 'logs', `apt-${step.name}.log`);
    // Half-installed packages are worse than a late Ctrl-C, hence a signal of its own.
    const { code, tail } = await runChild(
      'apt-get',
      ['-o', 'APT::Status-Fd=3', '-o', 'DPkg::Lock::Timeout=120', ...step.args],
      {
        env: { ...systemEnv(options.env), DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
        statusFd: true,
        shielded: true,
        logFile,
        onLine(line) {
          const status = parseAptStatus(line);
          if (status) report(status.text, step.from + (step.to - step.from) * status.fraction);
        },
      },
      new AbortController().signal,
    );
    signal.throwIfAborted();
    if (code !== 0) {
      const words = tail.filter((line) => /^[EW]:|error/i.test(line)).slice(-5);
      throw new SetupError(
        'SANDBOX_UNAVAILABLE',
        [
          `apt-get ${step.name} for ${options.need} ended with code ${code}.`,
          ...(words.length > 0 ? words : tail.slice(-5)),
        ].join('\n'),
        `make "apt-get install ${packages.join(' ')}" work, then run this again; the whole output is in ${logFile}.`,
      );
    }
  }
}

/**
 * One line of APT::Status-Fd (apt's README.progress-reporting): `dlstatus:<n>:<percent>:<text>`, `pmstatus:<package>:<percent>:<text>`.
 * Downloads count as the first half, unpacking and configuring as the second. Undefined for other lines.
 */
export function parseAptStatus(line: string): { text: string; fraction: number } | undefined {
  const match = /^(dlstatus|pmstatus):([^:]*):([\d.]+):(.*)$/.exec(line);
  if (!match) return undefined;
  const [, kind, , percent, text = ''] = match;
  const half = Number(percent) / 200;
  if (!Number.isFinite(half)) return undefined;
  return { text: text.trim().toLowerCase(), fraction: kind === 'dlstatus' ? half : 0.5 + half };
}
