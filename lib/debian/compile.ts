import { copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Report } from '../base/index.ts';
import { bootstrap } from './bootstrap.ts';
import { runProgram } from './run-program.ts';

/**
 * Makes a throw-away C compiler in `target`: gcc and the C library's headers, unpacked but not installed, run by chroot.
 * So the host needs no compiler and the repository holds no binaries.
 */
export async function makeToolchain(
  options: { suite: string; target: string; cacheFolder: string },
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const include = ['base-files', 'gcc', 'libc6-dev', 'linux-libc-dev'];
  await bootstrap({ ...options, variant: 'extract', include }, report, signal);
  await mkdir(join(options.target, 'tmp'), { recursive: true });
}

/**
 * Compiles C sources (headers may be among them) with the compiler made by {@link makeToolchain} into the file `output`.
 * `flags` are gcc's. Throws INTERNAL with the compiler's words when they do not compile. Needs root.
 */
export async function compile(
  options: { toolchain: string; sources: readonly string[]; flags: readonly string[]; output: string },
  signal: AbortSignal,
): Promise<void> {
  const folder = await mkdtemp(join(options.toolchain, 'tmp/compile-'));
  const inside = join('/tmp', basename(folder));
  try {
    await Promise.all(options.sources.map((source) => copyFile(source, join(folder, basename(source)))));
    const units = options.sources
      .filter((source) => source.endsWith('.c'))
      .map((source) => join(inside, basename(source)));
    const gcc = ['chroot', options.toolchain, 'gcc', ...options.flags, '-o', join(inside, 'output'), ...units];
    await runProgram(gcc, { signal });
    await mkdir(dirname(options.output), { recursive: true });
    // Beside and renamed: whoever runs the old program keeps it.
    await copyFile(join(folder, 'output'), `${options.output}.new`);
    await rename(`${options.output}.new`, options.output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
