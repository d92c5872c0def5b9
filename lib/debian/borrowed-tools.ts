import { access, constants, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../base/index.ts';
import { runProgram } from './run-program.ts';

/** Programs and keys a bootstrap needs, from the host when it has them, else borrowed from its package archive. */
export interface BootstrapTools {
  /** Argument vector that runs mmdebstrap. */
  mmdebstrap: string[];
  keyring: string;
}

const exists = (path: string) =>
  access(path, constants.R_OK).then(
    () => true,
    () => false,
  );

/** Unpacks Debian package `name` below `folder` without installing it, and returns the unpacked root. */
async function borrow(name: string, folder: string, signal: AbortSignal): Promise<string> {
  const kept = join(folder, name);
  if (await exists(kept)) return kept;
  const root = await mkdtemp(join(folder, 'borrow-'));
  const lists = join(root, 'lists');
  // The host's own lists first; when it never ran `apt-get update`, private ones, so that nothing changes outside our folder.
  await runProgram(['apt-get', 'download', name], { cwd: root, signal }).catch(async () => {
    const own = ['-o', `Dir::State::lists=${lists}`];
    await mkdir(join(lists, 'partial'), { recursive: true });
    await runProgram(['apt-get', ...own, 'update'], { signal });
    await runProgram(['apt-get', ...own, 'download', name], { cwd: root, signal });
  });
  const deb = (await readdir(root)).find((file) => file.endsWith('.deb'));
  if (!deb)
    throw new AppError('INTERNAL', `apt-get did not bring ${name}; install it by hand: apt-get install ${name}`);
  await runProgram(['dpkg-deb', '-x', join(root, deb), root], { signal });
  // Renamed when complete; two bootstraps at once may both have fetched it, and the first wins.
  await rename(root, kept).catch(() => rm(root, { recursive: true, force: true }));
  return kept;
}

/** Finds or borrows what a bootstrap needs; borrowed packages are kept in `folder`. */
export async function bootstrapTools(folder: string, signal: AbortSignal): Promise<BootstrapTools> {
  const ownTool = '/usr/bin/mmdebstrap';
  const ownKeys = '/usr/share/keyrings/debian-archive-keyring.gpg';
  await mkdir(folder, { recursive: true });
  const mmdebstrap = (await exists(ownTool))
    ? [ownTool]
    : ['perl', join(await borrow('mmdebstrap', folder, signal), ownTool)];
  const keyring = (await exists(ownKeys))
    ? ownKeys
    : join(await borrow('debian-archive-keyring', folder, signal), ownKeys);
  return { mmdebstrap, keyring };
}
