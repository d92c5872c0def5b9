import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '#lib/base/index.ts';
import { hostMirror, runProgram, sourceLines } from '#lib/debian/index.ts';
import type { StandInFiles } from './stand-in.ts';

/** Where packages are fetched to, and for which Debian. */
export interface Archive {
  suite: string;
  standIn: StandInFiles;
  /** A folder of our own: apt's lists stay in it, so that they are fetched again only when they changed. */
  folder: string;
  /** Folder of .deb files shared with everything else that fetches packages. */
  shared: string;
}

/** Hard links where the file system allows them. */
const share =
  'cd "$1" && { find . -maxdepth 1 -name "*.deb" -exec cp --link --force -t "$2" {} + 2>/dev/null || find . -maxdepth 1 -name "*.deb" -exec cp -t "$2" {} +; }';

/**
 * Fetches packages for the debian stand-in with everything they need beyond it, by the host's apt and its settings but with
 * lists, keys and an idea of what is installed that are not the host's. Returns the paths of the .deb files for each of `wanted`.
 * Throws INTERNAL with apt's words.
 */
export async function fetchDebs(
  wanted: readonly (readonly string[])[],
  archive: Archive,
  report: Report,
  signal: AbortSignal,
): Promise<string[][]> {
  const { suite, standIn, folder, shared } = archive;
  const [lists, cache, sources] = [join(folder, 'lists'), join(folder, 'cache'), join(folder, 'sources.list')];
  const archives = join(cache, 'archives');
  for (const path of [join(lists, 'partial'), join(archives, 'partial'), shared])
    await mkdir(path, { recursive: true });
  await writeFile(sources, `${(await sourceLines(await hostMirror(), suite, signal)).join('\n')}\n`);
  const settings = {
    'Dir::Etc::sourcelist': sources,
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::Etc::preferences': '/dev/null',
    'Dir::Etc::preferencesparts': '/dev/null',
    'Dir::Etc::trusted': standIn.keyring,
    'Dir::Etc::trustedparts': '/dev/null',
    'Dir::State::status': standIn.status,
    'Dir::State::extended_states': join(folder, 'extended_states'),
    'Dir::State::lists': lists,
    'Dir::Cache': cache,
    'APT::Sandbox::User': 'root',
    'APT::Install-Recommends': 'false',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const apt = (words: readonly string[], onLine?: (line: string) => void) =>
    runProgram(['env', 'LC_ALL=C', 'apt-get', ...options, ...words], { signal, ...(onLine && { onLine }) });

  report('reading package lists');
  await apt(['update', '-q']);
  const chosen: string[][] = [];
  for (const names of wanted) {
    // Nothing is "already fetched" to apt in an empty cache, so it names every file.
    const words = ['-o', `Dir::Cache::archives=${lists}/partial`, 'install', '-qq', '--yes', '--print-uris', ...names];
    const lines = (await apt(words)).split('\n');
    chosen.push(lines.flatMap((line) => /^'[^']*' (\S+\.deb) /.exec(line)?.[1] ?? []));
  }
  await runProgram(['sh', '-c', share, 'sh', shared, archives], { signal });
  const there = new Set(await readdir(archives));
  const missing = new Set(chosen.flat().filter((name) => !there.has(name))).size;
  let fetched = 0;
  await apt(['install', '-q', '--yes', '--download-only', ...wanted.flat()], (line) => {
    if (line.startsWith('Get:')) report(`fetching ${line.split(' ').at(4) ?? 'packages'}`, ++fetched / (missing + 1));
  });
  await runProgram(['sh', '-c', share, 'sh', archives, shared], { signal });
  return chosen.map((names) => names.map((name) => join(archives, name)));
}
