import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Report } from '../base/index.ts';
import { aptOptions } from './apt-options.ts';
import { bootstrapProgress } from './bootstrap-progress.ts';
import { bootstrapTools } from './borrowed-tools.ts';
import { hostMirror, sourceLines } from './mirror.ts';
import { runProgram } from './run-program.ts';

/** A shell script run on the host during a bootstrap, with the new root as "$1". */
export interface BootstrapHook {
  stage: 'setup' | 'extract' | 'essential' | 'customize';
  script: string;
}

/** What to bootstrap. `cacheFolder` keeps fetched packages and borrowed tools, so that a second bootstrap is fast. */
export interface BootstrapOptions {
  /** Debian's code name: "trixie". */
  suite: string;
  /** mmdebstrap's variants: `apt` is a small complete Debian, `extract` only unpacks (nothing is set up). */
  variant: 'apt' | 'essential' | 'extract' | 'minbase';
  /** Package names; recommended packages are never added. */
  include: readonly string[];
  hooks?: readonly BootstrapHook[];
  /** A folder to make, or a `.tar` file. Replaced when it is there. */
  target: string;
  cacheFolder: string;
}

/**
 * Documentation is a third of a small Debian. Deleting it afterwards is free; excluding it while unpacking doubles the time.
 * Of our options for apt the result keeps only that its mirror may be frozen in time: a proxy's address may hold a password.
 */
const slim = `cd "$1" && rm -rf usr/share/doc/* usr/share/man/* usr/share/info/* usr/share/locale/* usr/share/lintian usr/share/bug \
  var/cache/debconf/*-old var/lib/dpkg/*-old var/log/apt var/log/dpkg.log var/log/alternatives.log
options=etc/apt/apt.conf.d/99mmdebstrap
[ ! -e $options ] || sed -i '/Check-Valid-Until/!d' $options`;

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * Makes a Debian root file system with mmdebstrap from the host's own mirror. Needs root. Throws INTERNAL with mmdebstrap's
 * last lines when it fails; the half-made target is removed. Measured: 20 s for the sandbox's 170 packages on two cores.
 */
export async function bootstrap(options: BootstrapOptions, report: Report, signal: AbortSignal): Promise<void> {
  const archives = join(options.cacheFolder, 'archives');
  await mkdir(archives, { recursive: true });
  report('finding the mirror', 0);
  const tools = await bootstrapTools(join(options.cacheFolder, 'tools'), signal);
  const lines = await sourceLines(await hostMirror(), options.suite, signal);
  const work = await mkdtemp(join(options.cacheFolder, 'work-'));
  await rm(options.target, { recursive: true, force: true });
  await mkdir(dirname(options.target), { recursive: true });
  // Hard links where the file system allows them: the cache costs no space and no time.
  const share = (from: string, to: string) =>
    `mkdir -p ${to} && find ${from} -maxdepth 1 -name '*.deb' -exec cp --link --force -t ${to} {} + 2>/dev/null || find ${from} -maxdepth 1 -name '*.deb' -exec cp -t ${to} {} +`;
  const inside = '"$1"/var/cache/apt/archives';
  const hooks: BootstrapHook[] = [
    { stage: 'setup', script: share(quoted(archives), inside) },
    { stage: 'extract', script: share(inside, quoted(archives)) },
    ...(options.hooks ?? []),
    { stage: 'customize', script: share(inside, quoted(archives)) },
    { stage: 'customize', script: slim },
  ];
  try {
    await runProgram(
      [
        ...['env', 'LC_ALL=C', `TMPDIR=${work}`],
        ...tools.mmdebstrap,
        ...['--verbose', `--variant=${options.variant}`, `--keyring=${tools.keyring}`],
        ...['--skip=essential/unlink,download/empty', '--dpkgopt=force-unsafe-io'],
        ...(await aptOptions(signal)).map((option) => `--aptopt=${option}`),
        ...(options.include.length > 0 ? [`--include=${options.include.join(',')}`] : []),
        ...hooks.map((hook) => `--${hook.stage}-hook=${hook.script}`),
        ...[options.suite, options.target, ...lines],
      ],
      { signal, onLine: bootstrapProgress(report) },
    );
  } catch (error) {
    await rm(options.target, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  report('done', 1);
}
