import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { silentLogger } from '#lib/base/index.ts';
import type { Config } from '#lib/config/index.ts';
import { type LessonProblem, loadLessons, slugOf } from '#lib/lesson/index.ts';
import { readConfig } from '../read-config.ts';
import { stopSignal } from '../stop-signal.ts';
import { rehearseAll } from './rehearsal/rehearse-all.ts';
import { junitReport } from './report/junit-report.ts';
import { resultOf, type TestRun } from './report/result.ts';
import { endLines, lessonLines } from './report/text-report.ts';

export interface TestOptions {
  /** Print one JSON object and nothing else. */
  json?: boolean;
  /** Write a JUnit report to this file. */
  junit?: string;
  /** Lessons that are gone through at the same time. */
  parallel: number;
}

/** `lesson test`: rehearses one lesson or all in real sandboxes; resolves with the exit code. */
export async function test(contentFolder: string, name: string | undefined, options: TestOptions): Promise<number> {
  const began = performance.now();
  const signal = stopSignal();
  // An instance of its own: a site that runs from the same data folder and these sandboxes leave each other alone.
  const given = readConfig({});
  const config: Config = { ...given, instance: `${given.instance}-lesson-test` };
  const lessons = await loadLessons({
    contentFolder,
    cacheFolder: join(config.dataFolder, 'cache', 'lessons'),
    logger: silentLogger,
  });
  const meant = (slug: string, folder = slug) => name === undefined || slug === name || folder === name;
  const run: TestRun = { lessons: [], problems: [], ms: 0 };
  for (const problem of lessons.problems) {
    const folder = problem.file.split('/')[0] ?? '';
    if (forbids(problem) && meant(slugOf(folder), folder))
      run.problems.push({ lesson: problem.file, why: `line ${problem.line}: ${problem.message}` });
  }
  const slugs = lessons
    .list('en')
    .map(({ slug }) => slug)
    .filter((slug) => meant(slug));
  if (slugs.length > 0) {
    await rehearseAll(slugs.map(lessons.definition), config, options.parallel, signal, (each) => {
      run.lessons.push(each);
      if (!options.json) for (const line of lessonLines(each)) console.log(line);
    });
  } else if (run.problems.length === 0) run.problems.push({ lesson: name ?? '', why: 'there is no such lesson' });
  run.ms = performance.now() - began;
  if (options.junit !== undefined) {
    await mkdir(dirname(options.junit), { recursive: true });
    await writeFile(options.junit, junitReport(run));
  }
  const result = resultOf(run);
  console.log(options.json ? JSON.stringify(result) : endLines(run).join('\n'));
  return result.failed.length === 0 ? 0 : 1;
}

/** A lesson must be without mistakes, and built alike in every language; steps may still wait for their translation. */
function forbids({ fatal, code }: LessonProblem): boolean {
  return fatal || code === 'TRANSLATION_DIFFERS';
}
