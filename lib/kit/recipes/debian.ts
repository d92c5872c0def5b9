import { bootstrap } from '#lib/debian/index.ts';
import { mirrorFiles } from '../images/mirror-files.ts';
import type { Make } from './workshop.ts';

/** What Docker's own Debian and Ubuntu images change of a Debian: no services started, no caches kept, no documentation. */
const files: Readonly<Record<string, string>> = {
  'usr/sbin/policy-rc.d':
    '#!/bin/sh\n# Services are not started by installing them: a container runs one program.\nexit 101\n',
  'etc/dpkg/dpkg.cfg.d/docker': `force-unsafe-io
path-exclude /usr/share/doc/*
path-exclude /usr/share/man/*
path-exclude /usr/share/info/*
path-exclude /usr/share/locale/*
path-exclude /usr/share/lintian/*
path-include /usr/share/doc/*/copyright
`,
  'etc/apt/apt.conf.d/docker-clean': `DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
`,
  'etc/apt/apt.conf.d/docker-lists': `Acquire::Languages "none";
Acquire::GzipIndexes "true";
`,
  ...mirrorFiles,
};

/** Beyond the essential ones and apt, what every Dockerfile for Debian counts on: `useradd` and time zones. */
const include = ['passwd', 'tzdata'];

/** Where a package keeps what would be different in every build. */
const changing = [
  'etc/machine-id',
  'var/cache/ldconfig/aux-cache',
  'var/lib/systemd/catalog/database',
  'var/log/btmp',
  'var/log/wtmp',
];

/** A small Debian by mmdebstrap from the host's mirror, with Debian's own address for what a learner installs. */
export const makeDebian: Make = async (folder, _below, workshop, report, signal) => {
  const write = Object.entries({
    ...files,
    'etc/apt/sources.list': '',
    'etc/apt/sources.list.d/debian.sources': sources(workshop.suite),
  });
  const script = [
    'set -e; cd "$1"',
    ...write.map(([path, text]) => `printf %s ${quoted(text)} > ${path}`),
    'chmod 755 usr/sbin/policy-rc.d; rm -f etc/apt/sources.list',
    `for file in ${changing.join(' ')}; do [ ! -e "$file" ] || : > "$file"; done`,
    // The day of the last password change is the day of the build otherwise.
    "sed -i -E 's/^([^:]*:[^:]*):[0-9]+:/\\1:20000:/' etc/shadow; rm -f etc/shadow- etc/passwd- etc/group- etc/gshadow-",
    'rm -rf etc/dpkg/dpkg.cfg.d/99mmdebstrap var/lib/apt/lists/* var/cache/apt/*.bin etc/resolv.conf etc/hostname',
  ].join('\n');
  const hooks = [{ stage: 'customize' as const, script }];
  const options = {
    suite: workshop.suite,
    variant: 'apt' as const,
    include,
    hooks,
    target: folder,
    cacheFolder: workshop.cacheFolder,
  };
  await bootstrap(options, report, signal);
};

/**
 * The sources of Docker's own Debian image. Trusted, for the workshop's server answers in Debian's place and cannot sign in its
 * name; it is the same server that hands out the image.
 */
function sources(suite: string): string {
  const paragraph = (path: string, suites: string) =>
    `Types: deb\nURIs: http://debian.slipway.test/${path}\nSuites: ${suites}\nComponents: main\nTrusted: yes\n`;
  return [paragraph('debian', `${suite} ${suite}-updates`), paragraph('debian-security', `${suite}-security`)].join(
    '\n',
  );
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
