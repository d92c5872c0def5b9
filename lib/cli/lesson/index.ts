/** Commands for authors: begin, preview, check, test, translate and import lessons. */
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { projectRoot } from '../project-root.ts';
import type { SettingFlags } from '../read-config.ts';
import { withSettings } from '../with-settings.ts';

const contentFolder = join(projectRoot, 'content');

/** `npm run lesson -- new | preview | lint | test | translated | import`; `end` ends the process with a command's exit code. */
export function lessonCommand(end: (code: Promise<number>) => Promise<never>): Command {
  const lesson = new Command('lesson').description('begin, preview, check, test, translate and import lessons');
  lesson
    .command('new')
    .description('begins a lesson: a folder with a lesson in English and Chinese that passes lint and test')
    .argument('<name>', 'its name in addresses, such as multi-stage-builds')
    .action(async (name: string) => end((await import('./new/new.ts')).newLesson(contentFolder, name)));
  withSettings(lesson.command('preview'))
    .description('serves a lesson for its author: the page changes whenever you save, and shows what each check sees')
    .argument('<name>', 'the lesson, such as hello-world')
    .action(async (name: string, flags: SettingFlags) =>
      end((await import('./preview.ts')).preview(contentFolder, name, flags)),
    );
  lesson
    .command('lint')
    .description('every mistake in the lessons’ files, with file, line, column and what to write instead')
    .argument('[name]', 'one lesson only, such as hello-world')
    .option('--json', 'print one JSON object')
    .action(async (name: string | undefined, options: { json?: boolean }) =>
      end((await import('./lint.ts')).lint(contentFolder, name, options)),
    );
  lesson
    .command('test')
    .description('types every solution into a real sandbox: not passed before, passed after, explained when broken')
    .argument('[name]', 'one lesson, such as hello-world')
    .option('--all', 'all lessons')
    .option('--json', 'print one JSON object')
    .option('--junit <file>', 'write a JUnit report')
    .option('--parallel <number>', 'lessons tested at the same time (with --all: 2)', wholeNumber)
    .action(
      async (
        name: string | undefined,
        options: { all?: boolean; json?: boolean; junit?: string; parallel?: number },
      ) => {
        if ((name === undefined) === !options.all) lesson.error('Name a lesson, or say --all.');
        const { test } = await import('./test.ts');
        await end(test(contentFolder, name, { parallel: options.all ? 2 : 1, ...options }));
      },
    );
  lesson
    .command('translated')
    .description('notes that translations say what lesson.mdx says now, so that lint can tell what changes later')
    .argument('[name]', 'one lesson; without it all')
    .argument('[steps...]', 'some steps only')
    .action(async (name: string | undefined, steps: string[]) =>
      end((await import('./translated.ts')).translated(contentFolder, name, steps)),
    );
  lesson
    .command('import')
    .description('make a lesson of a Killercoda scenario or a labspace, with what is left to do marked as TODO')
    .argument('<path>', 'its folder')
    .option('--name <name>', 'what the lesson is called')
    .option('--json', 'print one JSON object')
    .action(async (path: string, options: { name?: string; json?: boolean }) =>
      end((await import('./import.ts')).importFrom(contentFolder, path, options)),
    );
  return lesson;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError('A number from 1 to 99.');
  return Number(text);
}
