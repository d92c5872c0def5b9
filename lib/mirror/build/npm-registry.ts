import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError, type Report } from '#lib/base/index.ts';
import { runProgram } from '#lib/debian/index.ts';
import type { Packument } from '../npm.ts';
import { packageJsonOf } from './package-json.ts';

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ name: z.string().optional(), version: z.string().optional(), integrity: z.string().optional() }),
  ),
});
const Packed = z.array(
  z.object({ name: z.string(), version: z.string(), filename: z.string(), integrity: z.string() }),
);

/** What npm needs to know of a version to install it. */
const manifestFields = [
  ...['name', 'version', 'description', 'license', 'bin', 'engines', 'os', 'cpu', 'exports', 'main', 'type'],
  ...['dependencies', 'optionalDependencies', 'peerDependencies', 'peerDependenciesMeta'],
];

/**
 * Fetches npm packages and everything they need, with the host's npm and its configuration, to `<folder>/npm/<package>/`:
 * the tarballs as they are and a packument each. Every tarball is held against the integrity npm resolved. Throws INTERNAL.
 */
export async function writeNpmRegistry(
  wanted: Readonly<Record<string, string>>,
  folder: string,
  scratch: string,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  await mkdir(scratch, { recursive: true });
  const dependencies = Object.fromEntries(Object.entries(wanted).map(([key, spec]) => [key, `npm:${spec}`]));
  await writeFile(join(scratch, 'package.json'), JSON.stringify({ name: 'kit', version: '1.0.0', dependencies }));
  report('asking npm what is needed');
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
  await runProgram(['npm', 'install', '--package-lock-only', ...quiet], { cwd: scratch, signal });
  const lock = Lock.parse(JSON.parse(await readFile(join(scratch, 'package-lock.json'), 'utf8')));
  const needed = new Map<string, string>();
  for (const [path, { name, version, integrity }] of Object.entries(lock.packages)) {
    if (path !== '' && version && integrity)
      needed.set(`${name ?? path.replace(/^.*node_modules\//, '')}@${version}`, integrity);
  }
  report(`fetching ${needed.size} npm packages`);
  const packed = await runProgram(['npm', 'pack', '--json', '--silent', ...needed.keys()], { cwd: scratch, signal });
  const documents = new Map<string, Packument>();
  for (const { name, version, filename, integrity } of Packed.parse(JSON.parse(packed))) {
    if (needed.get(`${name}@${version}`) !== integrity)
      throw new AppError('INTERNAL', `npm brought another ${name}@${version} than the registry promised`);
    const file = `${basename(name)}-${version}.tgz`;
    const target = join(folder, 'npm', name, file);
    await mkdir(dirname(target), { recursive: true });
    await rename(join(scratch, filename), target);
    const about = await packageJsonOf(target);
    const manifest = Object.fromEntries(manifestFields.flatMap((key) => (key in about ? [[key, about[key]]] : [])));
    const document = documents.get(name) ?? { name, 'dist-tags': {}, versions: {} };
    document.versions[version] = { ...manifest, dist: { file, integrity } };
    documents.set(name, document);
  }
  for (const [name, document] of documents) {
    const [latest = ''] = Object.keys(document.versions).sort((a, b) => -a.localeCompare(b, 'en', { numeric: true }));
    document['dist-tags'] = { latest };
    await writeFile(join(folder, 'npm', name, 'packument.json'), JSON.stringify(document));
  }
  await rm(scratch, { recursive: true, force: true });
}
