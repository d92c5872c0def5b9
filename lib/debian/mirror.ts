import { readdir, readFile } from 'node:fs/promises';
import { AppError } from '../base/index.ts';
import { type AptSource, parseDeb822, parseOneLine } from './apt-sources.ts';

/** Where Debian's packages come from: the archive itself, and its security updates when the host knows of them. */
export interface Mirror {
  archive: string;
  security: string | null;
}

/** The mirror among `sources` of a Debian host whose release is `codename`; null when none carries it. */
export function mirrorOf(sources: readonly AptSource[], codename: string): Mirror | null {
  const from = (suite: string) =>
    sources
      .find((source) => source.suite === suite && source.components.includes('main') && source.uri.includes('debian'))
      ?.uri.replace(/\/+$/, '') ?? null;
  const archive = from(codename);
  return archive ? { archive, security: from(`${codename}-security`) } : null;
}

/**
 * The mirror the host itself uses, so that a company's own is used for sandboxes too. Throws SANDBOX_UNAVAILABLE on a host that is not
 * Debian: other distributions' mirrors hold other packages.
 */
export async function hostMirror(etc = '/etc'): Promise<Mirror> {
  const release = await readFile(`${etc}/os-release`, 'utf8').catch(() => '');
  const codename = /^VERSION_CODENAME="?(\w+)/m.exec(release)?.[1];
  const none = new AppError('SANDBOX_UNAVAILABLE', 'no Debian mirror among the package sources of this host');
  if (!/^ID="?debian"?$/m.test(release) || !codename) throw none;
  const folder = `${etc}/apt/sources.list.d`;
  const names = await readdir(folder).catch(() => []);
  const files = [`${etc}/apt/sources.list`, ...names.map((name) => `${folder}/${name}`)];
  const sources = await Promise.all(
    files.map(async (file) => {
      const parse = file.endsWith('.sources') ? parseDeb822 : file.endsWith('.list') ? parseOneLine : () => [];
      return parse(await readFile(file, 'utf8').catch(() => ''));
    }),
  );
  const mirror = mirrorOf(sources.flat(), codename);
  if (!mirror) throw none;
  return mirror;
}

/**
 * Lines of sources.list for `suite`: the archive, its updates and security. A part the mirror does not have (a partial mirror
 * answers 404) is left out; one that cannot be asked is kept, for apt may know a way (a proxy) that we do not.
 */
export async function sourceLines(mirror: Mirror, suite: string, signal: AbortSignal): Promise<string[]> {
  const wanted = [
    { uri: mirror.archive, suite },
    { uri: mirror.archive, suite: `${suite}-updates` },
    ...(mirror.security ? [{ uri: mirror.security, suite: `${suite}-security` }] : []),
  ];
  const there = await Promise.all(
    wanted.map(async (part, index) => {
      if (index === 0 || !part.uri.startsWith('http')) return true;
      const limit = AbortSignal.any([signal, AbortSignal.timeout(5_000)]);
      const answer = await fetch(`${part.uri}/dists/${part.suite}/InRelease`, { method: 'HEAD', signal: limit }).catch(
        () => null,
      );
      return answer === null || answer.status !== 404;
    }),
  );
  signal.throwIfAborted();
  return wanted.filter((_, index) => there[index]).map((part) => `deb ${part.uri} ${part.suite} main`);
}
