import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { runChild } from '#lib/setup/index.ts';
import { scratchFolder } from '#tests/support/scratch-folder.ts';
import { projectRoot } from '../project-root.ts';
import { arrowProblems } from './arrows.ts';

/** A miniature of the project with one planted violation of every rule, and imports that are in order. */
const planted: Record<string, string> = {
  'lib/base/index.ts': "import '../check/model.ts';",
  'lib/check/model.ts':
    "import { readFileSync } from 'node:fs'; import { z } from 'zod'; export const x = [readFileSync, z];",
  'lib/check/index.ts': "import '#lib/session/index.ts'; import './model.ts'; import '#lib/base/index.ts';",
  'lib/check/inner.ts': 'export const x = 1;',
  'lib/session/index.ts':
    "import { x } from '#sandbox/index.ts'; import Docker from 'dockerode'; export const y = [x, Docker];",
  'lib/session/door.ts':
    "import '#lib/check/inner.ts'; import '#sandbox/pool/pool.ts'; import type { T } from '#sandbox/index.ts'; export type U = T;",
  'lib/session/up.ts': "import '#app/page.ts'; import '#lib/cli/main.ts'; import 'vitest'; import './nowhere.ts';",
  'lib/hub/index.ts': "import '#lib/session/index.ts'; import 'next';",
  'lib/progress/a.ts': "import './b.ts';",
  'lib/progress/b.ts': "import './a.ts';",
  'lib/cli/main.ts': "import '#sandbox/index.ts';",
  'sandbox/index.ts': "import './pool/pool.ts'; export const x = 1; export type T = 1;",
  'sandbox/pool/pool.ts': 'export const x = 1;',
  'app/page.ts':
    "import '#lib/session/index.ts'; import '#lib/check/model.ts'; import type { T } from '#sandbox/index.ts'; export type U = T;",
  'app/_client/a.ts': "import '../_server/runtime.ts';",
  'app/_server/runtime.ts': 'export const x = 1;',
  'server.ts': "import '#lib/session/index.ts';",
};

test('every arrow is caught when it points up, and nothing else is', async () => {
  const root = scratchFolder();
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
    cpSync(join(projectRoot, file), join(root, file));
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
  for (const [file, text] of Object.entries(planted)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const output: string[] = [];
  const cruiser = join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'lib', 'sandbox', 'app', 'server.ts'];
  const options = { cwd: root, onLine: (line: string) => void output.push(line) };
  await runChild(process.execPath, [cruiser, ...args], options, new AbortController().signal);
  expect(
    arrowProblems(output.join('\n'), 10)
      .map((problem) => problem.replace(/ → .*/, ''))
      .sort(),
  ).toEqual([
    'adapters-know-no-use-case: lib/hub/index.ts',
    'app-sees-models-and-types: app/page.ts',
    'base-is-lowest: lib/base/index.ts',
    'client-never-reaches-server: app/_client/a.ts',
    'commands-are-on-top: lib/session/up.ts',
    'dockerode-only-in-sandbox: lib/session/index.ts',
    'domain-is-low: lib/check/index.ts',
    'models-are-pure: lib/check/model.ts',
    'next-only-above: lib/hub/index.ts',
    'no-cycles: lib/progress/a.ts',
    'no-dev-packages-in-the-product: lib/session/up.ts',
    'nothing-below-sees-app: lib/session/up.ts',
    'only-runtime-touches-adapters: lib/session/door.ts',
    'only-runtime-touches-adapters: lib/session/index.ts',
    'resolvable: lib/session/up.ts',
    'through-a-door: lib/session/door.ts',
    'through-a-door: lib/session/up.ts',
    'through-the-sandbox-door: lib/session/door.ts',
  ]);
});
