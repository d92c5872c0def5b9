import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { explain } from '#lib/setup/index.ts';
import { projectRoot } from './project-root.ts';
import type { SettingFlags } from './read-config.ts';
import { withSettings } from './with-settings.ts';

const settingsFile = join(projectRoot, '.env');
if (existsSync(settingsFile)) process.loadEnvFile(settingsFile);

/** Every command in one menu. Each is loaded when it is asked for, so that a broken one does not take the others along. */
const program = new Command('slipway')
  .description('An interactive Docker tutorial in the browser, on real Docker engines.')
  .showHelpAfterError();

withSettings(program.command('start'))
  .description('prepare this machine where needed, build the pages and serve')
  .action(async (flags: SettingFlags) => end((await import('./start/start.ts')).start(flags)));

withSettings(program.command('dev'))
  .description(
    'serve for development: pages and server reload on changes; scripted sandboxes where there is no Docker engine',
  )
  .action(async (flags: SettingFlags) => end((await import('./start/dev.ts')).dev(flags)));

withSettings(program.command('dev-server', { hidden: true }))
  .option('--preview <lesson>')
  .action(async (flags: SettingFlags) => end((await import('./start/dev.ts')).devServer(flags)));

program
  .command('test')
  .description('everything that is tested; the last line is "N passed, N failed"')
  .option('--only <runners>', 'some runners only, separated by commas')
  .action(async (options: { only?: string }) => end((await import('./test/test.ts')).test(options)));

program
  .command('check')
  .description('types, lint, arrows, unit tests, generated files: what must hold before a commit')
  .action(async () => end((await import('./check/check.ts')).check()));

withSettings(program.command('doctor'))
  .description('what this machine has and lacks, one line each, with the remedy')
  .option('--json', 'print one JSON object')
  .action(async (flags: SettingFlags & { json?: boolean }) => end((await import('./doctor/doctor.ts')).doctor(flags)));

withSettings(program.command('clean'))
  .description('remove everything Slipway made on this machine')
  .option('-y, --yes', 'do not ask')
  .action(async (flags: SettingFlags & { yes?: boolean }) => end((await import('./clean/clean.ts')).clean(flags)));

program
  .command('generate')
  .description('write the files that are derived from the code (.env.example, the check reference, what editors read)')
  .action(async () => end((await import('./generate.ts')).generate()));

program
  .command('bench')
  .description('measure, on this machine')
  .argument('[name]', 'which bench; without it the list')
  .option('--json', 'print one JSON object')
  .action(async (name: string | undefined, options: { json?: boolean }) =>
    end((await import('./bench/bench.ts')).bench(name, options)),
  );

if (process.argv[2] === 'kit') program.addCommand((await import('./kit/index.ts')).kitCommand(end));
else program.command('kit').description('images of the hub: status, prefetch, build, export, import, verify, gc');

if (process.argv[2] === 'lesson') program.addCommand((await import('./lesson/index.ts')).lessonCommand(end));
else program.command('lesson').description('lessons: new, preview, lint, test, translated, import');

/** Ends the process with a command's exit code; what it threw is said in one sentence. */
async function end(code: Promise<number>): Promise<never> {
  try {
    process.exit(await code);
  } catch (error) {
    const { reason, remedy } = explain(error);
    console.error(remedy ? `${reason}\nWhat to do: ${remedy}` : reason);
    if (process.env.SLIPWAY_LOG_LEVEL === 'debug') console.error(error);
    process.exit(1);
  }
}

await program.parseAsync();
