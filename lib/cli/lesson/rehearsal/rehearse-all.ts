import { type Logger, silentLogger, systemClock } from '#lib/base/index.ts';
import type { Config } from '#lib/config/index.ts';
import type { LessonDefinition } from '#lib/lesson/index.ts';
import { openSandboxGround } from '#lib/runtime/index.ts';
import { watchSandbox } from '#sandbox/index.ts';
import type { LessonRun } from '../report/result.ts';
import type { Ground } from './ground.ts';
import { rehearseLesson } from './rehearse-lesson.ts';

/**
 * Rehearses lessons in real sandboxes, several at the same time; `ended` is told each one as it ends. Where no sandboxes can be had,
 * every lesson ends with the reason. Rejects only when it is aborted.
 */
export async function rehearseAll(
  definitions: readonly LessonDefinition[],
  config: Config,
  parallel: number,
  signal: AbortSignal,
  ended: (run: LessonRun) => void,
): Promise<void> {
  const clock = systemClock;
  await using stage = await openSandboxGround(config, clock, complaints);
  const { driver } = stage;
  const { ok, findings } = await driver.health();
  if (!ok) {
    const missing = findings
      .filter((finding) => !finding.ok)
      .map(({ name, detail, remedy }) => `${name}: ${detail}${remedy ? ` (${remedy})` : ''}`);
    const problem = `no sandboxes here: ${missing.join('; ')}`;
    for (const { slug } of definitions) ended({ lesson: slug, steps: [], ms: 0, problem });
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
  const next = definitions.values();
  const work = async () => {
    for (const definition of next) ended(await rehearse(definition, ground, signal));
  };
  await Promise.all(Array.from({ length: Math.max(1, parallel) }, work));
}

async function rehearse(definition: LessonDefinition, ground: Ground, signal: AbortSignal): Promise<LessonRun> {
  const began = ground.clock.now();
  const run: LessonRun = { lesson: definition.slug, steps: [], ms: 0, problem: null };
  try {
    run.steps = await rehearseLesson(definition, ground, signal);
  } catch (error) {
    signal.throwIfAborted();
    run.problem = error instanceof Error ? error.message : String(error);
  }
  run.ms = ground.clock.now() - began;
  return run;
}

/** What goes wrong around the sandboxes, on stderr: stdout is for the result. */
const complaints: Logger = {
  ...silentLogger,
  warn: (fields, text) => console.error(text, fields.err ?? ''),
  error: (fields, text) => console.error(text, fields.err ?? ''),
  child: () => complaints,
};
