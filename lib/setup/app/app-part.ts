import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SetupPart } from '#lib/base/index.ts';
import { runChild } from '../child.ts';
import { inputHash } from '../input-hash.ts';
import { SetupError } from '../setup-error.ts';

export interface AppOptions {
  /** The project's folder. */
  root: string;
  dataFolder: string;
  env: Record<string, string | undefined>;
}

/** The part's id, for the `needs` of others. */
export const appPartId = 'app';

/** Everything the pages are built from. Lessons are compiled while the server runs. */
const inputs = [
  'app',
  'lib',
  'sandbox/model.ts',
  'public',
  'next.config.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/** Below lib, what no page can reach: app/ sees models and types only. */
const beside = /(^|\/)[^/]+\.test\.tsx?$|^lib\/(cli|setup|hub|kit|debian|store|config)\//;

/** What Next prints on its way, and how far that is (measured on a cold build). */
const milestones: readonly { when: RegExp; text: string; fraction: number }[] = [
  { when: /Creating an optimized production build/, text: 'compiling', fraction: 0.05 },
  { when: /Compiled /, text: 'compiled', fraction: 0.7 },
  { when: /Running TypeScript|Linting/, text: 'checking types', fraction: 0.72 },
  { when: /Collecting page data/, text: 'collecting pages', fraction: 0.9 },
  { when: /Generating static pages/, text: 'writing pages', fraction: 0.95 },
];

/** The pages built for production into .next; skipped while nothing they are built from has changed. */
export function appSetupPart(options: AppOptions): SetupPart {
  const stamp = join(options.root, '.next', 'slipway-inputs');
  const hash = (): Promise<string> => inputHash(options.root, inputs, (path) => beside.test(path));
  return {
    id: appPartId,
    title: 'Pages',
    needs: [],
    fresh: async () => (await readFile(stamp, 'utf8').catch(() => '')) === (await hash()),
    async run(report, signal) {
      const before = await hash();
      const logFile = join(options.dataFolder, 'logs', 'build.log');
      report('building', 0);
      const { code, tail } = await runChild(
        process.execPath,
        [join(options.root, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
        {
          cwd: options.root,
          env: {
            ...options.env,
            NODE_ENV: 'production',
            NEXT_TELEMETRY_DISABLED: '1',
            NO_COLOR: '1',
            FORCE_COLOR: undefined,
          },
          logFile,
          onLine(line) {
            const reached = milestones.find(({ when }) => when.test(line));
            if (reached) report(reached.text, reached.fraction);
          },
        },
        signal,
      );
      if (code !== 0) {
        throw new SetupError(
          'INTERNAL',
          ['The pages could not be built.', ...tail.slice(-12)].join('\n'),
          `read ${logFile}.`,
        );
      }
      await mkdir(join(options.root, '.next'), { recursive: true });
      await writeFile(stamp, before);
    },
  };
}
