import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { type MirrorExchange, sendBody, sendFile, sendMiss } from './answer.ts';
import type { PackageContent } from './content.ts';
import type { MirrorRoute } from './route.ts';
import type { NpmDocument, PackageUpstream } from './upstream/upstream.ts';

type NpmRoute = Extract<MirrorRoute, { kind: `npm-${string}` }>;

/** The document npm asks for first; `dist.tarball` is made when it is served, for it holds our address. */
export const Packument = z.strictObject({
  name: z.string(),
  'dist-tags': z.record(z.string(), z.string()),
  versions: z.record(z.string(), z.looseObject({ dist: z.strictObject({ file: z.string(), integrity: z.string() }) })),
});
export type Packument = z.infer<typeof Packument>;

/** npm's registry API, as far as installing goes: the real registry while it answers, else `npm/<package>/` of the package folder. */
export async function serveNpm(
  exchange: MirrorExchange,
  content: PackageContent,
  upstream: PackageUpstream | null,
  route: NpmRoute,
): Promise<void> {
  if (route.kind === 'npm-other') return sendMiss(exchange, 'This part of the registry', 'json');
  const { files } = await content.index();
  if (route.kind === 'npm-package') {
    const theirs = await upstream?.npmDocument(route.name);
    if (theirs) return sendBody(exchange, 'application/json', JSON.stringify(throughUs(theirs, exchange.base)));
    const path = `npm/${route.name}/packument.json`;
    if (!Object.hasOwn(files, path)) return sendMiss(exchange, route.name, 'json');
    const document = Packument.parse(JSON.parse(await readFile(content.path(path), 'utf8')));
    return sendBody(exchange, 'application/json', JSON.stringify(withAddresses(document, exchange.base)));
  }
  const path = `npm/${route.name}/${route.file}`;
  const file = Object.hasOwn(files, path) && route.file !== 'packument.json' ? files[path] : undefined;
  if (file) return sendFile(exchange, content.path(path), 'application/octet-stream', file.size);
  const fetched = await upstream?.npmFile(route.name, route.file);
  if (fetched?.is !== 'found') return sendMiss(exchange, `${route.name} (${route.file})`, 'json');
  return sendFile(exchange, fetched.path, 'application/octet-stream', fetched.size);
}

function withAddresses({ versions, ...rest }: Packument, base: string): unknown {
  const addressed = Object.entries(versions).map(([version, { dist, ...manifest }]) => {
    const tarball = `${base}/npm/${rest.name}/-/${dist.file}`;
    return [version, { ...manifest, dist: { integrity: dist.integrity, tarball } }];
  });
  return { ...rest, versions: Object.fromEntries(addressed) };
}

function throughUs(document: NpmDocument, base: string): unknown {
  const versions = Object.entries(document.versions).map(([version, manifest]) => {
    const tarball = `${base}/npm/${document.name}/-/${basename(manifest.dist.tarball)}`;
    return [version, { ...manifest, dist: { ...manifest.dist, tarball } }];
  });
  return { ...document, versions: Object.fromEntries(versions) };
}
