import type Docker from 'dockerode';
import { z } from 'zod';
import type { Artifacts } from './artifacts.ts';
import { labels } from './labels.ts';
import type { Marks } from './marks.ts';

const Volumes = z.object({ Volumes: z.array(z.object({ Name: z.string() })).nullable() });
const Images = z.array(z.object({ Id: z.string(), RepoTags: z.array(z.string()).nullable() }));

/**
 * Removes volumes and images of this installation that were made from other sources than the present ones. What a running
 * sandbox still uses is kept by the engine and goes the next time.
 */
export async function removeOld(
  docker: Docker,
  installation: string,
  artifacts: Artifacts,
  marks: Marks,
): Promise<void> {
  const mine = (role: string) => ({ label: [`${labels.installation}=${installation}`, `${labels.role}=${role}`] });
  for (const role of ['root', 'store']) {
    const { Volumes: found } = Volumes.parse(await docker.listVolumes({ filters: mine(role) }));
    const old = (found ?? []).filter(({ Name }) => Name !== artifacts.rootVolume && Name !== artifacts.storeVolume);
    for (const { Name } of old) {
      await docker
        .getVolume(Name)
        .remove()
        .then(() => marks.clearAll(Name), inUse);
    }
  }
  const images = Images.parse(await docker.listImages({ filters: mine('image') }));
  for (const { Id, RepoTags } of images) {
    if (!RepoTags?.includes(artifacts.image)) await docker.getImage(Id).remove().catch(inUse);
  }
}

const Refusal = z.object({ statusCode: z.union([z.literal(404), z.literal(409)]) });

function inUse(error: unknown): void {
  if (!Refusal.safeParse(error).success) throw error;
}
