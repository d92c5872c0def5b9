import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lockInstance } from './instance-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipway-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('an instance is served once; when the first ends, the next may', () => {
  const first = lockInstance(folder);
  expect(() => lockInstance(folder)).toThrow(/another process serves/);
  first[Symbol.dispose]();
  lockInstance(folder)[Symbol.dispose]();
});
