import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectsOf } from './objects.ts';
import { packOf } from './pack.ts';
import { advertise, answerWants } from './upload-pack.ts';

const commit = { message: 'First version', author: 'A <a@b>', date: 1_700_000_000 };
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'git-'));
  await mkdir(join(folder, 'a'));
  await writeFile(join(folder, 'a/inside'), 'hello\n');
  // Sorts before the folder "a", whose name counts as "a/".
  await writeFile(join(folder, 'a-b'), 'hello\n');
  await writeFile(join(folder, 'run.sh'), '#!/bin/sh\n');
  await chmod(join(folder, 'run.sh'), 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

describe('objectsOf', () => {
  it("has git's ids", async () => {
    const objects = await objectsOf(folder, commit);
    expect(objects.map(({ type }) => type)).toEqual(expect.arrayContaining(['commit', 'tree', 'blob']));
    // `echo hello | git hash-object --stdin`
    expect(objects.map(({ id }) => id)).toContain('ce013625030ba8dba906f756967f9e9ca394464a');
    const names = objects[1]?.content.toString('latin1').match(/\d+ [\w.-]+(?=\0)/g);
    expect(names).toEqual(['100644 a-b', '40000 a', '100755 run.sh']);
    expect(await objectsOf(folder, commit)).toEqual(objects);
  });
});

describe('packOf', () => {
  it('holds each object once and ends in its own hash', async () => {
    const objects = await objectsOf(folder, commit);
    const pack = packOf(objects);
    expect(pack.toString('latin1', 0, 4)).toBe('PACK');
    expect(pack.readUInt32BE(4)).toBe(2);
    // Two files have the same content.
    expect(pack.readUInt32BE(8)).toBe(objects.length - 1);
    expect(pack.subarray(-20)).toEqual(createHash('sha1').update(pack.subarray(0, -20)).digest());
    const [first] = objects;
    const size = first?.content.length ?? 0;
    expect([pack[12], pack[13]]).toEqual([0x80 | (1 << 4) | (size & 15), size >> 4]);
    expect(inflateSync(pack.subarray(14))).toEqual(first?.content);
  });
});

describe('upload-pack', () => {
  const repository = { head: 'c'.repeat(40), objects: 7, pack: Buffer.alloc(100_000, 'p') };
  const packet = (line: string) => (line.length + 4).toString(16).padStart(4, '0') + line;
  const want = packet(`want ${repository.head} side-band-64k\n`);

  it('tells its branch and what it can do', () => {
    expect(advertise(repository).toString()).toContain(`${repository.head} HEAD\0side-band-64k`);
  });

  it('sends everything in pieces when the client is done', () => {
    const answer = answerWants(repository, Buffer.from(`${want}0000${packet('done\n')}`));
    expect(answer?.toString('latin1').startsWith(`0008NAK\n`)).toBe(true);
    expect(answer?.toString('latin1')).toContain('\u0002Total 7 (delta 0)');
    expect(answer?.toString('latin1').match(/p/g)).toHaveLength(100_000);
    expect(answer?.toString('latin1').endsWith('0000')).toBe(true);
  });

  it('answers the first question of a shallow clone and of a fetch', () => {
    expect(answerWants(repository, Buffer.from(`${want}${packet('deepen 1')}0000`))?.toString()).toBe('0000');
    expect(answerWants(repository, Buffer.from(`${want}0000${packet('have x\n')}0000`))?.toString()).toBe('0008NAK\n');
  });

  it.each(['', 'garbage', '0003', 'ffffwant', '0000', packet('done\n'), 'zzzz'])('refuses %j', (request) => {
    expect(answerWants(repository, Buffer.from(request))).toBeNull();
  });
});
