import { beginLesson } from './begin-lesson.ts';

/** `lesson new`: begins a lesson and says what comes next; resolves with the exit code. */
export async function newLesson(contentFolder: string, name: string): Promise<number> {
  const folder = await beginLesson(contentFolder, name);
  console.log(`content/lessons/${folder} has a lesson of one step, in English and Chinese.

  npm run lesson -- preview ${name}      see it while you write
  npm run lesson -- lint ${name}         every mistake, with its place
  npm run lesson -- test ${name}         types your solutions into a real sandbox
  npm run lesson -- translated ${name}   once both languages say the same

content/README.md says what a lesson may hold.`);
  return 0;
}
