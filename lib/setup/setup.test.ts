import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratchFolder } from '#tests/support/scratch-folder.ts';
import { parseAptStatus } from './apt.ts';
import { runChild } from './child.ts';
import { claimDataFolder, keepReason, removeDataFolder } from './data-folder.ts';
import { inputHash } from './input-hash.ts';
import { installationOf } from './installation.ts';

const never = new AbortController().signal;

describe('inputHash', () => {
  test('changes with content, name and presence, and with nothing else', async () => {
    const root = scratchFolder();
    await mkdir(join(root, 'app'));
    await writeFile(join(root, 'app', 'a.ts'), '1');
    await writeFile(join(root, 'app', 'a.test.ts'), '1');
    const now = (): Promise<string> => inputHash(root, ['app', 'next.config.mjs'], (path) => path.endsWith('.test.ts'));
    const first = await now();
    await writeFile(join(root, 'app', 'a.test.ts'), '2');
    await writeFile(join(root, 'other'), '2');
    expect(await now()).toBe(first);
    const seen = new Set([first]);
    for (const change of [
      () => writeFile(join(root, 'app', 'a.ts'), '2'),
      () => writeFile(join(root, 'app', 'b.ts'), ''),
      () => writeFile(join(root, 'next.config.mjs'), ''),
      () => rm(join(root, 'app', 'a.ts')),
    ]) {
      await change();
      seen.add(await now());
    }
    expect(seen.size).toBe(5);
  });
});

describe('runChild', () => {
  test('reads both outputs line by line, keeps the log and the last lines', async () => {
    const logFile = join(scratchFolder(), 'logs', 'x.log');
    const lines: string[] = [];
    const result = await runChild(
      'sh',
      ['-c', 'echo one; echo two >&2; exit 3'],
      { logFile, onLine: (l) => lines.push(l) },
      never,
    );
    expect(result.code).toBe(3);
    expect(lines.sort()).toEqual(['one', 'two']);
    expect(result.tail.sort()).toEqual(['one', 'two']);
    expect(existsSync(logFile)).toBe(true);
  });
  test('a program that is not there rejects', async () => {
    await expect(runChild('/nonexistent/program', [], {}, never)).rejects.toThrow('ENOENT');
  });
  test('aborting ends the program before it rejects', async () => {
    const controller = new AbortController();
    const options = { onLine: () => controller.abort(new Error('Stopped.')) };
    await expect(runChild('sh', ['-c', 'echo up; exec sleep 600'], options, controller.signal)).rejects.toThrow(
      'Stopped.',
    );
  });
});

describe('the data folder', () => {
  test('one that we made is removed', async () => {
    const data = join(scratchFolder(), 'data');
    claimDataFolder(data);
    await writeFile(join(data, 'db'), '');
    await removeDataFolder(data);
    expect(existsSync(data)).toBe(false);
  });
  test('one that held other things is never removed', async () => {
    const home = scratchFolder();
    await writeFile(join(home, 'thesis.tex'), '');
    claimDataFolder(home);
    await expect(removeDataFolder(home)).rejects.toThrow('not made by Slipway');
    expect(await readdir(home)).toEqual(['thesis.tex']);
  });
  test('nor one with something mounted in it', async () => {
    const data = scratchFolder();
    claimDataFolder(data);
    expect(keepReason(data, `1 2 0:1 / ${data}/root/proc rw - proc proc rw`)).toContain(`${data}/root/proc`);
    expect(keepReason(data, `1 2 0:1 / ${data}-other/proc rw - proc proc rw`)).toBeUndefined();
  });
});

test('the id of an installation follows from its folder', () => {
  expect(installationOf('/srv/a')).toMatch(/^[0-9a-f]{12}$/);
  expect(installationOf('/srv/a/')).toBe(installationOf('/srv/a'));
  expect(installationOf('/srv/b')).not.toBe(installationOf('/srv/a'));
});

test.each([
  ['dlstatus:1:40.0:Retrieving file 2 of 5', { text: 'retrieving file 2 of 5', fraction: 0.2 }],
  ['pmstatus:docker.io:50.0:Unpacking docker.io (amd64)', { text: 'unpacking docker.io (amd64)', fraction: 0.75 }],
  ['Reading package lists...', undefined],
])('apt says %s', (line, status) => expect(parseAptStatus(line)).toEqual(status));
