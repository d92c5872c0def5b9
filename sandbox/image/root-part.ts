import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import type Docker from 'dockerode';
import type { Report, SetupPart } from '#lib/base/index.ts';
import type { Artifacts } from './artifacts.ts';
import { dropDebianTar, ensureDebianTar } from './debian-part.ts';
import { makeVolume, removeVolume, volumeBirth } from './engine.ts';
import { fillVolume } from './helper-container.ts';
import { compileFolder } from './image-part.ts';
import { Marks } from './marks.ts';
import { entriesOf, packEntries } from './pack.ts';
import { sources } from './recipe.ts';
import { removeOld } from './remove-old.ts';

interface RootOptions {
  docker: Docker;
  installation: string;
  dataFolder: string;
  artifacts: Artifacts;
}

const rootMark = (artifacts: Artifacts) => `${artifacts.rootVolume}.debian`;
const filesMark = (artifacts: Artifacts) => `${artifacts.rootVolume}.${artifacts.files}`;

/** True when the root volume exists and was filled to its end, with our present files. */
export async function rootIsReady(docker: Docker, dataFolder: string, artifacts: Artifacts): Promise<boolean> {
  const born = await volumeBirth(docker, artifacts.rootVolume);
  const marks = new Marks(dataFolder);
  return born !== null && (await marks.has(rootMark(artifacts), born)) && (await marks.has(filesMark(artifacts), born));
}

/** The read-only volume all sandboxes share: Debian in one folder, our own files in another, which a change of ours replaces alone. */
export function rootPart(options: RootOptions): SetupPart {
  const { docker, dataFolder, artifacts } = options;
  return {
    id: 'sandbox-root',
    title: 'Sandbox root file system',
    needs: ['sandbox-image', 'sandbox-debian'],
    fresh: () => rootIsReady(docker, dataFolder, artifacts),
    async run(report, signal) {
      const marks = new Marks(dataFolder);
      let born = await volumeBirth(docker, artifacts.rootVolume);
      if (born === null || !(await marks.has(rootMark(artifacts), born))) {
        born = await fillWithDebian(options, report, signal);
        await marks.set(rootMark(artifacts), born);
      }
      await dropDebianTar(dataFolder);
      report('adding our own files', 0.95);
      await addFiles(options, signal);
      await marks.set(filesMark(artifacts), born);
      await removeOld(docker, options.installation, artifacts, marks);
      report('done', 1);
    },
  };
}

/** Makes the volume anew and returns what tells it from others. */
async function fillWithDebian(options: RootOptions, report: Report, signal: AbortSignal): Promise<string> {
  const { docker, dataFolder, artifacts, installation } = options;
  const made: Report = (text, fraction = 0) => report(text, fraction * 0.7);
  const file = await ensureDebianTar(dataFolder, artifacts, made, signal);
  await removeVolume(docker, artifacts.rootVolume);
  await makeVolume(docker, artifacts.rootVolume, installation, 'root');
  const { size } = await stat(file);
  let done = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length;
      report(`copying ${Math.round(done / 1e6)} of ${Math.round(size / 1e6)} MB`, 0.7 + (0.25 * done) / size);
      next(null, chunk);
    },
  });
  const tar = createReadStream(file, { highWaterMark: 1 << 20 }).pipe(counted);
  await fillVolume({ docker, installation, artifacts, folder: 'debian', tar }, signal);
  const born = await volumeBirth(docker, artifacts.rootVolume);
  if (born === null) throw new Error(`Volume ${artifacts.rootVolume} vanished while it was filled.`);
  return born;
}

/** Lays our files, with the compiled keeper among them, into their own folder of the volume. */
async function addFiles(
  { docker, dataFolder, artifacts, installation }: RootOptions,
  signal: AbortSignal,
): Promise<void> {
  const keeper = join(dataFolder, 'sandbox', 'keeper');
  await compileFolder(dataFolder, sources.keeper, keeper, signal);
  const tar = packEntries([
    ...(await entriesOf(sources.files)),
    { path: 'usr/local/sbin/keeper', mode: 0o755, content: await readFile(keeper) },
    // Mount points: the engine's data, and the golden image store.
    ...['var', 'var/lib', 'usr/lib', 'usr/lib/slipway', 'usr/lib/slipway/store'].map((path) => ({ path, mode: 0o755 })),
    { path: 'var/lib/docker', mode: 0o710 },
  ]);
  await fillVolume({ docker, installation, artifacts, folder: artifacts.files, tar }, signal);
}
