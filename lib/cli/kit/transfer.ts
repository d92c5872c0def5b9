import { resolve } from 'node:path';
import type { Config } from '#lib/config/index.ts';
import { openContentStore } from '#lib/hub/index.ts';
import { exportKit, importKit, readImageName, writeGeneration } from '#lib/kit/index.ts';
import { placesOf } from '#lib/runtime/index.ts';
import { claimDataFolder, duration } from '#lib/setup/index.ts';
import { stopSignal } from '../stop-signal.ts';
import { byteProgress } from './byte-progress.ts';
import { openKit } from './open-kit.ts';
import { bytes } from './words.ts';

/** `kit export FILE`: official images, what lessons pull besides, and the packages; never what learners pushed. */
export async function exportFile(config: Config, file: string, json: boolean): Promise<number> {
  const { places, needs } = await openKit(config);
  const wanted = new Set([...needs.keys()].map((image) => readImageName(image).repository));
  const keep = (repository: string) => repository.startsWith('library/') || wanted.has(repository);
  const began = performance.now();
  using report = byteProgress(process.stderr, () => performance.now());
  const folders = { hubFolder: places.hubFolder, packagesFolder: places.packagesFolder };
  const size = await exportKit(resolve(file), folders, keep, report, stopSignal());
  report[Symbol.dispose]();
  const ms = Math.round(performance.now() - began);
  console.log(
    json ? JSON.stringify({ file: resolve(file), bytes: size, ms }) : `${file}: ${bytes(size)}, in ${duration(ms)}`,
  );
  return 0;
}

/** `kit import FILE`: the counterpart, into an empty data folder or beside what is there. */
export async function importFile(config: Config, file: string, json: boolean): Promise<number> {
  claimDataFolder(config.dataFolder);
  const { hubFolder, packagesFolder } = placesOf(config);
  const began = performance.now();
  using report = byteProgress(process.stderr, () => performance.now());
  const index = await importKit(resolve(file), { hubFolder, packagesFolder }, report, stopSignal());
  report[Symbol.dispose]();
  await writeGeneration(hubFolder, openContentStore(hubFolder));
  const ms = Math.round(performance.now() - began);
  const counts = {
    repositories: index.repositories.length,
    blobs: index.blobs.length,
    packages: index.packages.length,
  };
  if (json) console.log(JSON.stringify({ ...counts, ms }));
  else
    console.log(
      `${counts.repositories} repositories, ${counts.packages} files of packages, in ${duration(ms)}. The next npm start uses them.`,
    );
  return 0;
}
