import { relative } from 'node:path';
import { importLesson } from '#lib/bridge/index.ts';
import { formatProblem } from '#lib/lesson/index.ts';

/** `lesson import`: makes a lesson of a Killercoda scenario or labspace and says what is left to do; resolves with the exit code. */
export async function importFrom(
  contentFolder: string,
  path: string,
  { name, json }: { name?: string; json?: boolean },
): Promise<number> {
  const imported = await importLesson(path, contentFolder, name);
  if (json) console.log(JSON.stringify(imported));
  else if (!imported.ok) {
    for (const { file, line, column, message, fix } of imported.refusals)
      console.log(`${file}:${line}:${column} ${message} — ${fix}`);
    console.log('Nothing has been written.');
  } else {
    const { files, checks, left, problems } = imported;
    const folder = `${relative(process.cwd(), contentFolder) || '.'}/lessons/${imported.name}`;
    for (const file of files) console.log(`written ${folder}/${file}`);
    console.log(`\nTo do, by file and line of ${path}:`);
    for (const { file, line, message, todo } of left) console.log(`${file}:${line} ${message} — ${todo}`);
    console.log(problems.length === 0 ? '\nlesson lint finds no mistakes.' : '\nWhat lesson lint says:');
    for (const problem of problems) console.log(formatProblem(problem));
    console.log(
      `\n${checks.length} checks guessed, ${left.length} things to do. Look for TODO in ${folder}/lesson.mdx.`,
    );
  }
  return imported.ok ? 0 : 1;
}
