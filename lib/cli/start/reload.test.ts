import { expect, test } from 'vitest';
import { concernsServer } from './reload.ts';

test.each([
  ['server.ts', true],
  ['lib/session/sessions.ts', true],
  ['sandbox/pool/pool.ts', true],
  ['lib/session/sessions.test.ts', false],
  ['lib/cli/start/dev.ts', false],
  ['lib/check/messages/en.json', false],
  ['next-env.d.ts', false],
  ['app/_client/x.ts', false],
])('%s asks for another server: %s', (file, expected) => expect(concernsServer(file)).toBe(expected));
