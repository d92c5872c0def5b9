import { chmod, copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bootstrap, runProgram } from '#lib/debian/index.ts';
import type { Make } from './workshop.ts';

const folders: readonly (readonly [path: string, mode: number])[] = [
  ...(
    ['bin', 'dev', 'etc', 'home', 'lib', 'proc', 'sbin', 'sys', 'usr/bin', 'usr/sbin', 'var/spool', 'var/www'] as const
  ).map((path) => [path, 0o755] as const),
  ['root', 0o700],
  ['tmp', 0o1777],
];

const files: Readonly<Record<string, string>> = {
  'etc/group': 'root:x:0:\ndaemon:x:1:\nwww-data:x:33:\nnobody:x:65534:\n',
  'etc/passwd': [
    'root:x:0:0:root:/root:/bin/sh',
    'daemon:x:1:1:daemon:/usr/sbin:/bin/false',
    'www-data:x:33:33:www-data:/var/www:/bin/false',
    'nobody:x:65534:65534:nobody:/home:/bin/false',
    '',
  ].join('\n'),
  'etc/nsswitch.conf': 'hosts: files dns\n',
};

/** The program itself, and a link that only a boot loader looks for. */
const notApplets = ['bin/busybox', 'linuxrc'];

/** Debian's static busybox, unpacked from its package, with a link for each of its applets where they usually are. */
export const makeBusybox: Make = async (folder, _below, workshop, report, signal) => {
  const { suite, cacheFolder } = workshop;
  const unpacked = `${folder}.package`;
  try {
    const include = ['base-files', 'busybox-static'];
    await bootstrap({ suite, variant: 'extract', include, target: unpacked, cacheFolder }, report, signal);
    for (const [path, mode] of folders) {
      await mkdir(join(folder, path), { recursive: true });
      // mkdir's mode is narrowed by the umask.
      await chmod(join(folder, path), mode);
    }
    await copyFile(join(unpacked, 'usr/bin/busybox'), join(folder, 'bin/busybox'));
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
  for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text);
  const applets = await runProgram([join(folder, 'bin/busybox'), '--list-full'], { signal });
  for (const applet of applets.split('\n').filter((path) => /^[\w./[+-]+$/.test(path) && !notApplets.includes(path))) {
    const path = join(folder, applet);
    await mkdir(dirname(path), { recursive: true });
    await symlink('/bin/busybox', path);
  }
};
