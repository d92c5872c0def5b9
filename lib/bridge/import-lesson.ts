import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type LessonProblem, lessonNames, nextLessonNumber, slugOf } from '#lib/lesson/index.ts';
import type { ForeignLesson, Origin } from './foreign-lesson.ts';
import { readScenario } from './killercoda/read-scenario.ts';
import { readLabspace } from './labspace/read-labspace.ts';
import { ImportRefused, type Leftover, Leftovers, type Refusal } from './report.ts';
import { SourceFolder } from './source-folder.ts';
import { type GuessedCheck, lessonText } from './write/lesson-text.ts';
import { slug } from './write/spelling.ts';
import { writeLesson } from './write/write-lesson.ts';

/** What an import has done: a lesson with what is left to do, or nothing, and why. */
export type Imported =
  | {
      ok: true;
      origin: Origin;
      /** Name of the lesson's folder. */
      name: string;
      files: string[];
      checks: GuessedCheck[];
      left: Leftover[];
      /** What `lesson lint` says of it. */
      problems: LessonProblem[];
    }
  | { ok: false; refusals: readonly Refusal[] };

/** Where a labspace's own file may be, below the folder. */
const labspaceFiles = ['labspace/labspace.yaml', '.labspace/labspace.yaml', 'labspace.yaml'];

/**
 * Makes a lesson below `contentFolder` of the Killercoda scenario or labspace at `path`. `name` is what it shall be called, with or
 * without its number. Input that is not right is refused as a value, with file, line and column; nothing is written then.
 */
export async function importLesson(path: string, contentFolder: string, name?: string): Promise<Imported> {
  const left = new Leftovers();
  try {
    const lesson = await read(path, left);
    const folder = await folderName(contentFolder, name ?? (slug(lesson.id) || slug(lesson.title)), name !== undefined);
    const { text, checks } = lessonText(lesson, left);
    const own = lesson.files.map(({ path: to, content }) => ({ path: `files/${to}`, content }));
    const files = [{ path: 'lesson.mdx', content: text }, ...own];
    const problems = await writeLesson(contentFolder, folder, files);
    const written = files.map((file) => file.path);
    return { ok: true, origin: lesson.origin, name: folder, files: written, checks, left: left.all, problems };
  } catch (error) {
    if (error instanceof ImportRefused) return { ok: false, refusals: error.refusals };
    throw error;
  }
}

async function read(path: string, left: Leftovers): Promise<ForeignLesson> {
  const { root, file } = findSource(resolve(path));
  const folder = await SourceFolder.open(root);
  const lesson = file === 'index.json' ? await readScenario(folder, left) : await readLabspace(folder, file, left);
  folder.stopIfRefused();
  if (!lesson) throw new Error('An import was neither read nor refused.');
  return lesson;
}

/** The folder to import and the file that says what it is; a path to that file is good as well. */
function findSource(path: string): { root: string; file: string } {
  if (!existsSync(path)) refuse(path, 'there is nothing at this path', 'name the folder of a scenario or labspace');
  if (!statSync(path).isDirectory()) {
    const known = ['index.json', 'labspace.yaml'].includes(basename(path));
    if (!known)
      refuse(path, 'it is no scenario and no labspace', 'name the folder, its index.json or its labspace.yaml');
    if (basename(path) === 'index.json') return { root: dirname(path), file: 'index.json' };
    const parent = basename(dirname(path));
    if (parent === 'labspace' || parent === '.labspace')
      return { root: dirname(dirname(path)), file: `${parent}/labspace.yaml` };
    return { root: dirname(path), file: 'labspace.yaml' };
  }
  if (existsSync(join(path, 'index.json'))) return { root: path, file: 'index.json' };
  const file = labspaceFiles.find((each) => existsSync(join(path, each)));
  if (file !== undefined) {
    const inside = /^\.?labspace$/.test(basename(path)) && file === 'labspace.yaml';
    return inside ? { root: dirname(path), file: `${basename(path)}/${file}` } : { root: path, file };
  }
  return refuse(
    path,
    'there is neither an index.json nor a labspace.yaml',
    'name the folder of one scenario or labspace',
  );
}

/** The lesson's folder name: the one wanted, else the next free number before its slug. */
async function folderName(contentFolder: string, wanted: string, isOwn: boolean): Promise<string> {
  const [, number, name = ''] = /^(?:(\d{3})-)?([a-z0-9][a-z0-9-]{0,63})$/.exec(wanted) ?? [];
  const where = isOwn ? '--name' : 'the lesson’s name';
  if (name === '')
    refuse(where, `"${wanted}" is no name`, 'say --name my-lesson: lower-case letters, digits and hyphens');
  const names = await lessonNames(contentFolder);
  const taken = names.find((each) => slugOf(each) === name);
  if (taken !== undefined) refuse(where, `there is a lesson ${taken}`, 'say --name with another name');
  const free = number ?? nextLessonNumber(names);
  if (free === null)
    refuse(where, 'there is no number left behind the last lesson', 'say --name with a number in front');
  return `${free}-${name}`;
}

function refuse(file: string, message: string, fix: string): never {
  throw new ImportRefused([{ file, line: 1, column: 1, message, fix }]);
}
