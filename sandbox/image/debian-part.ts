import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report, SetupPart } from '#lib/base/index.ts';
import { bootstrap } from '#lib/debian/index.ts';
import type { Artifacts } from './artifacts.ts';
import { Marks } from './marks.ts';
import { packages, suite, tidy } from './recipe.ts';
import { packageCache } from './toolchain-part.ts';

/** The tar between mmdebstrap and the volume; removed once the volume holds it. */
export function debianTar(dataFolder: string): string {
  return join(dataFolder, 'sandbox', 'debian.tar');
}

/** Makes the tar unless it is there from a run that was stopped after it. */
export async function ensureDebianTar(
  dataFolder: string,
  artifacts: Artifacts,
  report: Report,
  signal: AbortSignal,
): Promise<string> {
  const target = debianTar(dataFolder);
  const marks = new Marks(dataFolder);
  const there = await access(target).then(
    () => marks.has('debian-tar', artifacts.rootVolume),
    () => false,
  );
  if (there) return target;
  await marks.clear('debian-tar');
  const hooks = [{ stage: 'customize' as const, script: tidy }];
  const include = packages;
  await bootstrap(
    { suite, variant: 'apt', include, hooks, target, cacheFolder: packageCache(dataFolder) },
    report,
    signal,
  );
  await marks.set('debian-tar', artifacts.rootVolume);
  return target;
}

/** Forgets the tar: half a gigabyte nobody needs any more. */
export async function dropDebianTar(dataFolder: string): Promise<void> {
  await new Marks(dataFolder).clear('debian-tar');
  await rm(debianTar(dataFolder), { force: true });
}

/** Debian for sandboxes, made on the host by mmdebstrap. Needs no engine, so it may overlap with installing one. */
export function debianPart(options: { dataFolder: string; artifacts: Artifacts }): SetupPart {
  const { dataFolder, artifacts } = options;
  return {
    id: 'sandbox-debian',
    title: 'Debian for sandboxes',
    needs: [],
    // Whether the volume is really there is the next part's question; should it not be, that part makes the tar itself.
    fresh: () => new Marks(dataFolder).has(artifacts.rootVolume, 'debian made'),
    async run(report, signal) {
      await ensureDebianTar(dataFolder, artifacts, report, signal);
      await new Marks(dataFolder).set(artifacts.rootVolume, 'debian made');
    },
  };
}
