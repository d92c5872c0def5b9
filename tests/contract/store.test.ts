import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { sqliteDialect } from '#lib/store/index.ts';
import { storeContract } from './store.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipway-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
storeContract('SQLite', () => {
  const file = join(folder, `${count++}.sqlite`);
  return { fresh: () => sqliteDialect(file), again: () => sqliteDialect(file) };
});
