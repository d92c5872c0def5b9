import { expect, test } from 'vitest';
import { languageOf } from './language-of.ts';

test.each([
  ['/root/Dockerfile', 'dockerfile'],
  ['/root/Dockerfile.dev', 'dockerfile'],
  ['/root/web.dockerfile', 'dockerfile'],
  ['/root/compose.yaml', 'yaml'],
  ['/root/app.PY', 'python'],
  ['/root/.bashrc', 'shell'],
  ['/root/notes', 'plaintext'],
])('%s is %s', (path, language) => expect(languageOf(path)).toBe(language));
