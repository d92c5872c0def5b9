import { join } from 'node:path';
import { type Logger, silentLogger, systemClock } from '#lib/base/index.ts';
import type { Config } from '#lib/config/index.ts';
import { type LoadedLessons, loadLessons } from '#lib/lesson/index.ts';
import { openSandboxGround } from '#lib/runtime/index.ts';
import { watchSandbox } from '#sandbox/index.ts';
import { readConfig } from '../read-config.ts';
import { stopSignal } from '../stop-signal.ts';
import type { Ground } from './rehearsal/ground.ts';
import { rehearseLesson } from './rehearsal/rehearse-lesson.ts';

export interface TestOptions {
  /** Print one JSON object and nothing else. */
  json?: boolean;
}

/** What `--json` prints. `step` is missing when a lesson could not be begun. */
export interface TestResult {
  lessons: number;
  steps: number;
  passed: number;
  failed: { lesson: string; step?: string; why: string }[];
}

/** `lesson test`: rehearses one lesson or all in real sandboxes; resolves with the exit code. */
export async function test(contentFolder: string, name: string | undefined, options: TestOptions): Promise<number> {
  const signal = stopSignal();
  // An instance of its own: a site that runs from the same data folder and these sandboxes leave each other alone.
  const given = readConfig({});
  const config: Config = { ...given, instance: `${given.instance}-lesson-test` };
  const lessons = await loadLessons({
    contentFolder,
    cacheFolder: join(config.dataFolder, 'cache', 'lessons'),
    logger: silentLogger,
  });
  const result: TestResult = { lessons: 0, steps: 0, passed: 0, failed: [] };
  for (const { file, line, message, fatal } of lessons.problems) {
    if (fatal && (name === undefined || file.includes(name)))
      result.failed.push({ lesson: file, why: `line ${line}: ${message}` });
  }
  const slugs = lessons
    .list('en')
    .map(({ slug }) => slug)
    .filter((slug) => name === undefined || slug === name);
  if (slugs.length > 0) await rehearseAll(slugs, lessons, config, result, options, signal);
  else if (result.failed.length === 0) result.failed.push({ lesson: name ?? '', why: 'there is no such lesson' });
  print(result, options);
  return result.failed.length === 0 ? 0 : 1;
}

async function rehearseAll(
  slugs: readonly string[],
  lessons: LoadedLessons,
  config: Config,
  result: TestResult,
  options: TestOptions,
  signal: AbortSignal,
): Promise<void> {
  const clock = systemClock;
  await using stage = await openSandboxGround(config, clock, complaints);
  const { driver } = stage;
  const { ok, findings } = await driver.health();
  if (!ok) {
    const missing = findings
      .filter((finding) => !finding.ok)
      .map(({ name, detail, remedy }) => `${name}: ${detail}${remedy ? ` (${remedy})` : ''}`);
    for (const lesson of slugs) result.failed.push({ lesson, why: `no sandboxes here: ${missing.join('; ')}` });
    return;
  }
  // A run that was killed may have left some behind.
  for (const { id } of await driver.list()) await driver.destroy(id);
  const ground: Ground = {
    driver,
    watch: (channel, wants, listener) => watchSandbox(channel, wants, listener, { clock, logger: silentLogger }),
    clock,
    size: { memoryMiB: config.sandboxMemoryMiB, cpus: config.sandboxCpus, processes: config.sandboxProcesses },
  };
  for (const slug of slugs) {
    result.lessons++;
    try {
      for (const { step, why } of await rehearseLesson(lessons.definition(slug), ground, signal)) {
        result.steps++;
        if (why.length === 0) result.passed++;
        else result.failed.push({ lesson: slug, step, why: why.join('; ') });
        if (!options.json) console.log(`${why.length === 0 ? '✔' : '✘'} ${slug} ${step}`);
      }
    } catch (error) {
      signal.throwIfAborted();
      result.failed.push({ lesson: slug, why: error instanceof Error ? error.message : String(error) });
    }
  }
}

/** What goes wrong around the sandboxes, on stderr: stdout is for the result. */
const complaints: Logger = {
  ...silentLogger,
  warn: (fields, text) => console.error(text, fields.err ?? ''),
  error: (fields, text) => console.error(text, fields.err ?? ''),
  child: () => complaints,
};

function print(result: TestResult, { json }: TestOptions): void {
  if (json) {
    console.log(JSON.stringify(result));
    return;
  }
  for (const { lesson, step, why } of result.failed)
    console.log(`\n${lesson}${step === undefined ? '' : `, step ${step}`}\n  ${why.replaceAll('; ', '\n  ')}`);
  console.log(
    `\n${result.lessons} lessons, ${result.steps} steps: ${result.passed} passed, ${result.failed.length} failed`,
  );
}
