import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type Docker from 'dockerode';
import type { SetupPart } from '#lib/base/index.ts';
import { compile } from '#lib/debian/index.ts';
import type { Artifacts } from './artifacts.ts';
import { isMissing, orAborted } from './engine.ts';
import { labels } from './labels.ts';
import { ensureNetwork } from './network.ts';
import { packEntries } from './pack.ts';
import { compilerFlags, sources } from './recipe.ts';
import { toolchainFolder, toolchainPartId } from './toolchain-part.ts';

/** Mount points; the image holds one program and nothing else. */
const folders = [
  'golden',
  'golden/root',
  'golden/store',
  'data',
  'cg',
  'sb',
  'vis',
  'run',
  'proc',
  'sys',
  'dev',
  'etc',
];

/** Compiles all C files of `folder` into one program. */
export async function compileFolder(
  dataFolder: string,
  folder: string,
  output: string,
  signal: AbortSignal,
): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /\.[ch]$/.test(name));
  const options = { toolchain: toolchainFolder(dataFolder), flags: compilerFlags, output };
  await compile({ ...options, sources: names.map((name) => join(folder, name)) }, signal);
}

/** The outer container's image: the warden and empty mount points, imported without any registry or Dockerfile. */
export function imagePart(options: {
  docker: Docker;
  installation: string;
  dataFolder: string;
  artifacts: Artifacts;
  needs: readonly string[];
}): SetupPart {
  const { docker, artifacts, dataFolder, installation } = options;
  return {
    id: 'sandbox-image',
    title: 'Sandbox image',
    needs: [...options.needs, toolchainPartId],
    async fresh() {
      const there = await docker
        .getImage(artifacts.image)
        .inspect()
        .then(
          () => true,
          (error: unknown) => {
            if (isMissing(error)) return false;
            throw error;
          },
        );
      if (there) await ensureNetwork(docker, installation);
      return there;
    },
    async run(report, signal) {
      report('compiling the warden', 0);
      const program = join(dataFolder, 'sandbox', 'warden');
      await compileFolder(dataFolder, sources.warden, program, signal);
      report('importing', 0.6);
      const tar = packEntries([
        ...folders.map((path) => ({ path, mode: 0o755 })),
        { path: 'sbin', mode: 0o755 },
        { path: 'sbin/warden', mode: 0o755, content: await readFile(program) },
      ]);
      const [repo, tag] = artifacts.image.split(':');
      const changes = [
        'ENTRYPOINT ["/sbin/warden"]',
        `LABEL ${labels.installation}=${installation} ${labels.role}=image`,
      ];
      const answer = docker.importImage(tar, { repo, tag, changes });
      const stream = await orAborted(answer, signal);
      await orAborted(
        new Promise((resolve, reject) =>
          docker.modem.followProgress(stream, (error) => (error ? reject(error) : resolve(null))),
        ),
        signal,
      );
      await ensureNetwork(docker, installation);
      report('done', 1);
    },
  };
}
