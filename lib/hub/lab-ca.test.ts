import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Clock, systemClock } from '#lib/base/index.ts';
import { createLabCa } from './lab-ca.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lab-ca-'));
});
afterEach(() => rm(folder, { recursive: true }));

const dayMs = 24 * 3_600_000;
const inDays = (days: number): Clock => ({ ...systemClock, now: () => Date.now() + days * dayMs });

it('is made once, kept for its owner only, and vouches for the hub', async () => {
  const first = await createLabCa(folder);
  expect(await createLabCa(folder)).toEqual(first);
  expect((await stat(join(folder, 'lab-ca.json'))).mode & 0o777).toBe(0o600);
  const leaf = new X509Certificate(first.cert);
  const ca = new X509Certificate(first.caPem);
  expect(leaf.verify(ca.publicKey)).toBe(true);
  for (const name of ['registry-1.docker.io', 'auth.docker.io', 'index.docker.io', 'docker.io', 'localhost']) {
    expect(leaf.checkHost(name)).toBe(name);
  }
  expect(leaf.checkIP('10.200.0.1')).toBe('10.200.0.1');
  expect(leaf.checkHost('example.com')).toBeUndefined();
});

it('renews the certificate before it ends, under the same CA', async () => {
  const first = await createLabCa(folder);
  expect((await createLabCa(folder, inDays(270))).cert).toBe(first.cert);
  const later = await createLabCa(folder, inDays(280));
  expect(later.caPem).toBe(first.caPem);
  expect(later.cert).not.toBe(first.cert);
  expect(new X509Certificate(later.cert).validToDate.getTime()).toBeGreaterThan(Date.now() + 600 * dayMs);
});

it('makes a new CA when the old one would end before a new certificate, or cannot be read', async () => {
  const first = await createLabCa(folder);
  expect((await createLabCa(folder, inDays(3300))).caPem).not.toBe(first.caPem);
  const path = join(folder, 'lab-ca.json');
  const kept = JSON.parse(await readFile(path, 'utf8'));
  for (const broken of ['{', '{}', JSON.stringify({ ...kept, names: ['docker.io'] })]) {
    await writeFile(path, broken);
    const made = await createLabCa(folder);
    expect(made.caPem).not.toBe(first.caPem);
    expect(await createLabCa(folder)).toEqual(made);
  }
});
