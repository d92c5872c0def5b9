import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Report, SetupPart } from '#lib/base/index.ts';
import { openContentStore } from '#lib/hub/index.ts';
import { openPackageContent } from '../content.ts';
import { writeDebianArchive } from './debian-archive.ts';
import { fetchDebs } from './fetch-debs.ts';
import { writeNpmRegistry } from './npm-registry.ts';
import { unpackStandIn } from './stand-in.ts';
import { wanted } from './wanted-packages.ts';
import { writeWheels } from './wheels.ts';
import { writePackageIndex } from './write-index.ts';

export interface PackagesOptions {
  /** The package folder to make. Replaced as a whole. */
  folder: string;
  /** The hub's folder: packages are chosen to fit its debian image. */
  hubFolder: string;
  /** Fetched packages are kept in `archives` in here, together with everybody else's. */
  cacheFolder: string;
  /** Parts that make the debian image. */
  needs: readonly string[];
  /** Debian's code name. */
  suite: string;
}

/** Setting up the packages pip, npm and apt find inside sandboxes: skipped while the lists and Debian's image are those of last time. */
export function packagesSetupPart(options: PackagesOptions): SetupPart {
  const { folder, hubFolder, suite } = options;
  const store = openContentStore(hubFolder);

  async function inputs(): Promise<string> {
    const debian = await store.repositories.resolve('library/debian', 'latest');
    const hash = createHash('sha256').update(JSON.stringify([suite, process.arch, debian, wanted]));
    for (const name of (await readdir(import.meta.dirname)).filter((file) => !file.includes('.test.')).sort())
      hash.update(`\0${name}\0`).update(await readFile(join(import.meta.dirname, name)));
    return hash.digest('hex');
  }

  return {
    id: 'packages',
    title: 'Packages for pip, npm and apt',
    needs: options.needs,

    async fresh() {
      const content = openPackageContent(folder);
      const index = await content.index();
      if (index.inputs !== (await inputs())) return false;
      for (const [file, { size }] of Object.entries(index.files))
        if ((await stat(content.path(file)).catch(() => null))?.size !== size) return false;
      return true;
    },

    async run(report, signal) {
      const hash = await inputs();
      await mkdir(dirname(folder), { recursive: true });
      const begun = `.${basename(folder)}-`;
      // Of runs that were killed.
      for (const name of await readdir(dirname(folder)))
        if (name.startsWith(begun)) await rm(join(dirname(folder), name), { recursive: true, force: true });
      const made = await mkdtemp(join(dirname(folder), begun));
      const failed = new AbortController();
      const either = AbortSignal.any([signal, failed.signal]);
      try {
        const works = [fillDebian(options, made, report, either), fillNpm(made, report, either)];
        for (const work of works) work.catch((error: unknown) => failed.abort(error));
        // The folder is removed only when nobody writes to it any more.
        await Promise.allSettled(works);
        if (either.aborted) throw either.reason;
        report('hashing', 0.95);
        await writePackageIndex(made, hash);
        await rm(folder, { recursive: true, force: true });
        await rename(made, folder);
      } finally {
        await rm(made, { recursive: true, force: true });
      }
    },
  };
}

async function fillDebian(options: PackagesOptions, made: string, report: Report, signal: AbortSignal): Promise<void> {
  const { hubFolder, cacheFolder, suite } = options;
  const folder = join(cacheFolder, 'packages');
  const standIn = await unpackStandIn(openContentStore(hubFolder), folder, signal);
  const archive = { suite, standIn, folder, shared: join(cacheFolder, 'archives') };
  const [debian = [], python = []] = await fetchDebs(
    [wanted.debian, wanted.python],
    archive,
    (text, part = 0) => report(text, part * 0.8),
    signal,
  );
  report('writing lists', 0.8);
  await writeDebianArchive(debian, made, suite);
  await writeWheels(python, made, join(made, '.wheels'));
}

function fillNpm(made: string, report: Report, signal: AbortSignal): Promise<void> {
  return writeNpmRegistry(wanted.npm, made, join(made, '.npm'), report, signal);
}
