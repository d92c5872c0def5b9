/** Commands for authors: lint and test lessons. */
import { join } from 'node:path';
import { Command } from 'commander';
import { projectRoot } from '../project-root.ts';

const contentFolder = join(projectRoot, 'content');

/** `npm run lesson -- lint [NAME]` and `npm run lesson -- test [NAME|--all] [--json]`. */
export function lessonCommand(): Command {
  const lesson = new Command('lesson').description('check and test lessons');
  lesson
    .command('lint')
    .description('every mistake in the lessons’ files, with file, line, column and what to write instead')
    .argument('[name]', 'one lesson only, such as hello-world')
    .action(async (name: string | undefined) =>
      process.exit(await (await import('./lint.ts')).lint(contentFolder, name)),
    );
  lesson
    .command('test')
    .description('types every solution into a real sandbox: not passed before, passed after, explained when broken')
    .argument('[name]', 'one lesson, such as hello-world')
    .option('--all', 'all lessons')
    .option('--json', 'print one JSON object')
    .action(async (name: string | undefined, options: { all?: boolean; json?: boolean }) => {
      if (name === undefined && !options.all) lesson.error('Name a lesson, or say --all.');
      process.exit(await (await import('./test.ts')).test(contentFolder, options.all ? undefined : name, options));
    });
  return lesson;
}
