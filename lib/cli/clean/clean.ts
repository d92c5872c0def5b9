import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import {
  findEngine,
  installationOf,
  keepReason,
  ownEngine,
  removeDataFolder,
  stopOwnEngine,
} from '#lib/setup/index.ts';
import { projectRoot } from '../project-root.ts';
import { readConfig } from '../read-config.ts';
import { type EngineObject, listObjects, removeObject } from './engine-objects.ts';

/**
 * `npm run clean`: removes what this installation made and nothing else: Docker objects that carry its label, an engine process
 * that we started ourselves (Debian's package stays installed), the data folder and the built pages. Asks first, unless `--yes`.
 */
export async function clean(flags: object): Promise<number> {
  const { dataFolder } = readConfig(flags);
  const engine = (await findEngine(process.env)).found;
  const objects = engine ? await listObjects(engine.address, installationOf(dataFolder)) : [];
  const started = (await ownEngine(dataFolder)) !== undefined;
  const pages = join(projectRoot, '.next');
  const kept = existsSync(dataFolder) ? keepReason(dataFolder) : undefined;
  if (kept) console.error(`${dataFolder} stays: ${kept}.`);
  const folders = [...(kept ? [] : [dataFolder]), pages].filter((folder) => existsSync(folder));
  if (objects.length === 0 && folders.length === 0 && !started) {
    console.log('There is nothing to remove.');
    return 0;
  }
  for (const line of plan(objects, folders, started)) console.log(line);
  const yes = 'yes' in flags && flags.yes === true;
  if (!yes && !(await confirm())) {
    console.log('Nothing was removed.');
    return 1;
  }
  const problems: string[] = [];
  if (engine) {
    for (const object of objects) {
      await removeObject(engine.address, object).catch((error: unknown) => problems.push(String(error)));
    }
  }
  if (started) await stopOwnEngine(dataFolder);
  if (folders.includes(dataFolder)) await removeDataFolder(dataFolder);
  await rm(pages, { recursive: true, force: true });
  for (const problem of problems) console.error(problem);
  console.log(problems.length === 0 ? 'Removed.' : `Removed, except for ${problems.length} that would not go.`);
  return problems.length === 0 && !kept ? 0 : 1;
}

function plan(objects: readonly EngineObject[], folders: readonly string[], started: boolean): string[] {
  const lines = ['This removes:'];
  for (const kind of ['container', 'network', 'volume', 'image'] as const) {
    const count = objects.filter((object) => object.kind === kind).length;
    if (count > 0) lines.push(`  ${count} ${kind}${count === 1 ? '' : 's'} of this installation`);
  }
  if (started) lines.push('  the Docker engine that npm start had started (it stays installed)');
  for (const folder of folders) lines.push(`  ${folder}, with everything in it`);
  return lines;
}

/** Asks on the terminal. Without one nobody can answer, which counts as no. */
async function confirm(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.log('There is no terminal to ask on; --yes removes without asking.');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question('Go on? [y/N] ')).trim());
  } finally {
    terminal.close();
  }
}
