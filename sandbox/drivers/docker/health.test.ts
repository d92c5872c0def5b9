import { expect, test } from 'vitest';
import { openEngine } from '../../image/engine.ts';
import { atLeast, examineHost } from './health.ts';

test.each([
  ['5.19.0', true],
  ['6.1.0-18-amd64', true],
  ['5.10.0-28-amd64', false],
  ['20.10.24+dfsg1', true],
  ['', false],
])('%s is at least 5.19: %s', (version, expected) => {
  expect(atLeast(version, [5, 19])).toBe(expected);
});

test('without an engine the one finding says what to do', async () => {
  const { ok, findings } = await examineHost(openEngine({ socketPath: '/nonexistent.sock' }), async () => {
    throw new Error('must not be asked');
  });
  expect(ok).toBe(false);
  expect(findings).toHaveLength(1);
  expect(findings[0]?.remedy).toContain('DOCKER_HOST');
});
