import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '#lib/debian/index.ts';
import { normalised } from '../route.ts';
import { atOnce } from './at-once.ts';
import { zipOf } from './zip.ts';

/** A Debian package that holds a Python project. */
interface Project {
  /** Name of the Debian package. */
  debian: string;
  depends: string;
  /** Path of dist-packages in the unpacked package, and the project's metadata folder in it. */
  root: string;
  info: string;
  name: string;
  version: string;
  metadata: string;
}

/**
 * Writes the Python projects among these Debian packages as wheels to `<folder>/pip/<project>/`, so that pip installs them
 * without PyPI. Compiled ones fit only the Python of the same Debian, which the tag in their name says.
 */
export async function writeWheels(debs: readonly string[], folder: string, scratch: string): Promise<void> {
  await mkdir(scratch, { recursive: true });
  const found = await atOnce(2, debs, async (deb) => findProjects(deb, await mkdtemp(join(scratch, 'deb-'))));
  const projects = found.flat();
  const names = new Map(projects.map(({ debian, name }) => [debian, name]));
  for (const project of projects) {
    const { file, bytes } = await wheelOf(project, names);
    const target = join(folder, 'pip', normalised(project.name));
    await mkdir(target, { recursive: true });
    await writeFile(join(target, file), bytes);
  }
  await rm(scratch, { recursive: true, force: true });
}

async function findProjects(deb: string, folder: string): Promise<Project[]> {
  await runProgram(['dpkg-deb', '--extract', deb, folder]);
  const root = join(folder, 'usr/lib/python3/dist-packages');
  const infos = (await readdir(root).catch(() => [])).filter((name) => /\.(dist|egg)-info$/.test(name));
  if (infos.length === 0) return [];
  const debian = (await runProgram(['dpkg-deb', '--field', deb, 'Package'])).trim();
  const depends = await runProgram(['dpkg-deb', '--field', deb, 'Depends']);
  return Promise.all(
    infos.map(async (info) => {
      const file = info.endsWith('.dist-info') ? 'METADATA' : 'PKG-INFO';
      const metadata = await readFile(join(root, info, file), 'utf8');
      const field = (name: string) => new RegExp(`^${name}: *(.+)$`, 'm').exec(metadata)?.[1]?.trim() ?? '';
      return { debian, depends, root, info, name: field('Name'), version: field('Version'), metadata };
    }),
  );
}

async function wheelOf(
  project: Project,
  names: ReadonlyMap<string, string>,
): Promise<{ file: string; bytes: Uint8Array }> {
  const { root, info, version } = project;
  const files = await filesBelow(root);
  const python = [...files.keys()]
    .map((path) => /\.cpython-(\d+)-([a-z0-9_]+)-linux-gnu\.so$/.exec(path))
    .find(Boolean);
  const tag = python ? `cp${python[1]}-cp${python[1]}-linux_${python[2]}` : 'py3-none-any';
  const name = project.name.replace(/[-_.]+/g, '_');
  const folder = `${name}-${version}.dist-info`;
  files.set(`${folder}/METADATA`, Buffer.from(withRequirements(project, names)));
  files.set(
    `${folder}/WHEEL`,
    Buffer.from(`Wheel-Version: 1.0\nGenerator: slipway\nRoot-Is-Purelib: ${!python}\nTag: ${tag}\n`),
  );
  for (const kept of ['entry_points.txt', 'top_level.txt']) {
    const bytes = await readFile(join(root, info, kept)).catch(() => null);
    if (bytes) files.set(`${folder}/${kept}`, bytes);
  }
  const lines = [...files].map(
    ([path, bytes]) => `${path},sha256=${createHash('sha256').update(bytes).digest('base64url')},${bytes.length}`,
  );
  files.set(`${folder}/RECORD`, Buffer.from(`${[...lines, `${folder}/RECORD,,`].join('\n')}\n`));
  return { file: `${name}-${version}-${tag}.whl`, bytes: zipOf(files) };
}

/** Everything a project installs, by path, metadata and caches aside. Links that lead nowhere in the package are left out. */
async function filesBelow(root: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const path of (await readdir(root, { recursive: true })).sort()) {
    if (/(^|\/)__pycache__(\/|$)/.test(path) || /^[^/]+\.(dist|egg)-info(\/|$)/.test(path)) continue;
    const found = await stat(join(root, path)).catch(() => null);
    if (found?.isFile()) files.set(path, await readFile(join(root, path)));
  }
  return files;
}

/**
 * Debian's tools move a project's requirements to the package's Depends and leave none in the metadata of older formats,
 * so those are put back from there, by the projects' names.
 */
function withRequirements({ metadata, depends, debian }: Project, names: ReadonlyMap<string, string>): string {
  const [head = '', ...body] = metadata.split('\n\n');
  const text = head.trimEnd().replace(/^Metadata-Version: 1\.\d/m, 'Metadata-Version: 2.1');
  if (/^Requires-Dist:/m.test(text)) return [text, ...body].join('\n\n');
  const needed = [...depends.matchAll(/python3-[a-z0-9.+-]+/g)].flatMap(([name]) => names.get(name) ?? []);
  const own = names.get(debian);
  const lines = [...new Set(needed)].filter((name) => name !== own).sort();
  return [[text, ...lines.map((name) => `Requires-Dist: ${name}`)].join('\n'), ...body].join('\n\n');
}
