import { basename } from 'node:path';
import { type MirrorExchange, sendFile, sendMiss } from './answer.ts';
import type { PackageContent } from './content.ts';
import type { MirrorRoute } from './route.ts';
import type { PackageUpstream } from './upstream/upstream.ts';

type DebianRoute = Extract<MirrorRoute, { kind: 'debian' }>;

/**
 * Debian's archive. Lists come from the real one while it answers, else those of the package folder, so that apt always reads
 * one of the two and never a mixture; a package file is the same wherever it comes from.
 */
export async function serveDebian(
  exchange: MirrorExchange,
  content: PackageContent,
  upstream: PackageUpstream | null,
  { archive, path }: DebianRoute,
): Promise<void> {
  const { files } = await content.index();
  const name = `${archive}/${path}`;
  const own = Object.hasOwn(files, name) ? files[name] : undefined;
  const isList = path.startsWith('dists/');
  if (upstream && (isList || !own)) {
    const fetched = await upstream.debian(archive, path);
    if (fetched.is === 'found') return sendFile(exchange, fetched.path, 'application/octet-stream', fetched.size);
    if (fetched.is === 'missing') return sendMiss(exchange, basename(path));
  }
  if (!own) return sendMiss(exchange, basename(path));
  return sendFile(exchange, content.path(name), 'application/octet-stream', own.size);
}
