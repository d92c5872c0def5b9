import { createHash } from 'node:crypto';
import { copyFile, link, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runProgram } from '#lib/debian/index.ts';
import { atOnce } from './at-once.ts';

const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/**
 * Writes an archive with these .deb files below `folder` as apt expects it of Debian's: `debian/dists/<suite>` with the list of
 * packages, the files in `debian/pool`, and empty lists for updates and security, which the stand-ins' sources name as well.
 * Not signed: the stand-ins trust it, as it comes from the server their learner already uses.
 */
export async function writeDebianArchive(debs: readonly string[], folder: string, suite: string): Promise<void> {
  const stanzas = await atOnce(4, debs, async (deb) => {
    // As in Debian's archive a file's name does not hold the epoch of the version.
    const name = basename(deb).replace(/_\d+%3a/i, '_');
    const control = await runProgram(['dpkg-deb', '--field', deb]);
    const source = /^Package: (\S+)/m.exec(control)?.[1] ?? name;
    const path = `pool/main/${source.startsWith('lib') ? source.slice(0, 4) : source.slice(0, 1)}/${source}/${name}`;
    await place(deb, join(folder, 'debian', path));
    const bytes = await readFile(deb);
    return `${control.trimEnd()}\nFilename: ${path}\nSize: ${bytes.length}\nSHA256: ${sha256(bytes)}\n`;
  });
  stanzas.sort();
  await writeSuite(join(folder, 'debian/dists', suite), suite, stanzas.join('\n'));
  await writeSuite(join(folder, 'debian/dists', `${suite}-updates`), `${suite}-updates`, '');
  await writeSuite(join(folder, 'debian-security/dists', `${suite}-security`), `${suite}-security`, '');
}

async function writeSuite(folder: string, suite: string, packages: string): Promise<void> {
  const architecture = architectures[process.arch] ?? process.arch;
  const name = `main/binary-${architecture}/Packages`;
  const list = Buffer.from(packages);
  const packed = gzipSync(list, { level: 9 });
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, `${name}.gz`), packed);
  const lines = [
    'Origin: Slipway',
    'Label: Slipway',
    `Suite: ${suite}`,
    `Codename: ${suite}`,
    'Date: Thu, 01 Jan 2026 00:00:00 UTC',
    `Architectures: ${architecture}`,
    'Components: main',
    'Description: Debian packages of the lessons',
    'SHA256:',
    ` ${sha256(list)} ${list.length} ${name}`,
    ` ${sha256(packed)} ${packed.length} ${name}.gz`,
  ];
  await writeFile(join(folder, 'Release'), `${lines.join('\n')}\n`);
}

async function place(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await link(from, to).catch(() => copyFile(from, to));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
