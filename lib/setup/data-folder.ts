import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

const marker = 'slipway-data';

/** Makes the data folder, readable by this user alone, and marks it as ours when it was new or empty. */
export function claimDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (readdirSync(folder).length === 0) {
    writeFileSync(join(folder, marker), 'Everything in this folder belongs to Slipway; `npm run clean` removes it.\n');
  }
}

/** Why a folder must not be removed as a whole; undefined when it may. */
export function keepReason(folder: string, mountinfo = readMounts()): string | undefined {
  if (!existsSync(join(folder, marker)))
    return 'it was not made by Slipway; remove it by hand if nothing else is in it';
  // Removing through a mount would empty what is mounted there.
  const mounted = mountinfo
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .find((point) => point.startsWith(`${folder}/`));
  return mounted ? `something is mounted at ${mounted}; unmount it first` : undefined;
}

/** Removes a data folder. Throws an Error with {@link keepReason} when it must stay. */
export async function removeDataFolder(folder: string): Promise<void> {
  const reason = keepReason(folder);
  if (reason) throw new Error(`${folder} stays: ${reason}.`);
  await rm(folder, { recursive: true, force: true });
}

function readMounts(): string {
  return existsSync('/proc/self/mountinfo') ? readFileSync('/proc/self/mountinfo', 'utf8') : '';
}
