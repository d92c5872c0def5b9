import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { randomId } from '#lib/base/index.ts';
import type { Artifacts } from './artifacts.ts';
import { orAborted } from './engine.ts';
import { labels } from './labels.ts';
import { packEntries } from './pack.ts';

const mountPoint = '/golden/root';

/**
 * Unpacks a tar into `folder` of the root volume, through the API alone, so that it also works with an engine elsewhere.
 * The container that lends its mount point is never started.
 */
export async function fillVolume(
  options: { docker: Docker; installation: string; artifacts: Artifacts; folder: string; tar: Readable },
  signal: AbortSignal,
): Promise<void> {
  const { docker, installation, artifacts, folder, tar } = options;
  const container = await docker.createContainer({
    name: `slipway-${installation}-helper-${randomId(8)}`,
    Image: artifacts.image,
    Labels: { [labels.installation]: installation, [labels.role]: 'helper' },
    HostConfig: { Binds: [`${artifacts.rootVolume}:${mountPoint}`], NetworkMode: 'none' },
  });
  try {
    const top = packEntries([{ path: folder, mode: 0o755 }]);
    await orAborted(container.putArchive(top, { path: mountPoint }), signal);
    await orAborted(container.putArchive(tar, { path: `${mountPoint}/${folder}` }), signal);
  } finally {
    tar.destroy();
    await container.remove({ force: true });
  }
}
