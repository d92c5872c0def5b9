/** Builds everything from a Config, once, and takes it down again. The one place that picks adapters. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createSandboxes } from '#sandbox/index.ts';
import { type Logger, systemClock } from '../base/index.ts';
import type { Config } from '../config/index.ts';
import { type LoadedLessons, loadLessons, watchLessons } from '../lesson/index.ts';
import { namePorts } from '../preview/index.ts';
import { Sessions } from '../session/index.ts';
import { openStore, sqliteDialect } from '../store/index.ts';
import { lockInstance } from './instance-lock.ts';
import { createLogger } from './logger.ts';
import { placesOf } from './places.ts';
import { progressOf } from './progress-of.ts';
import type { Runtime } from './runtime.ts';
import { sandboxAccess } from './sandbox-access.ts';
import { openSandboxGround } from './sandbox-ground.ts';
import { secretFile } from './secret.ts';

export { createLogger } from './logger.ts';
export { type Places, placesOf } from './places.ts';
export { RUNTIME, type Runtime } from './runtime.ts';
export { openDriver, openSandboxGround } from './sandbox-ground.ts';
export { sandboxSetup } from './sandbox-setup.ts';
export { upstreamOf } from './upstream.ts';

const contentFolder = join(import.meta.dirname, '..', '..', 'content');

/** The composed application of one process. */
export interface Composition {
  /** What the pages may see. */
  runtime: Runtime;
  sessions: Sessions;
  lessons: LoadedLessons;
  /** What learner cookies are sealed with. */
  cookieSecret: string;
  logger: Logger;
  /** Lets go of everything; sandboxes with a lease keep running. */
  close(): Promise<void>;
}

/** Composes the application. Rejects when the database cannot be opened; a missing engine is no reason. */
export async function createRuntime(config: Config): Promise<Composition> {
  const clock = systemClock;
  const logger = createLogger(config.logLevel);
  const places = placesOf(config);
  mkdirSync(places.instanceFolder, { recursive: true, mode: 0o700 });
  await using opening = new AsyncDisposableStack();
  opening.use(lockInstance(places.instanceFolder));
  const store = opening.use(await openStore(sqliteDialect(places.database)));
  const lessons = await loadLessons({ contentFolder, cacheFolder: places.lessonCache, logger });
  if (config.mode !== 'serve') opening.use(watchLessons(contentFolder, lessons, clock, logger));
  const { driver } = opening.use(await openSandboxGround(config, clock, logger));
  const sandboxes = opening.use(
    createSandboxes({
      driver,
      leases: store.leases,
      clock,
      logger,
      size: { memoryMiB: config.sandboxMemoryMiB, cpus: config.sandboxCpus, processes: config.sandboxProcesses },
      reserve: config.reserve,
      initial: config.reserve,
      maximum: config.maximum,
      leaseMs: config.leaseMinutes * 60_000,
    }),
  );
  const { ok } = await driver.health();
  if (ok) await sandboxes.start();
  const access = sandboxAccess(sandboxes, async () => ok, clock, logger);
  const cookieSecret = secretFile(places.cookieSecret, 32);
  const namePort = namePorts(cookieSecret);
  const sessions = new Sessions({ lessons, access, store, namePort, clock, logger });
  opening.defer(() => sessions.disconnect());
  opening.use(lessons.onChange((slugs) => sessions.lessonsChanged(slugs)));

  const runtime: Runtime = {
    logger,
    lessons,
    progress: async (learner) => progressOf(await store.progress.of(learner)),
    lastPlace: async (learner) => {
      const session = await store.sessions.latest(learner);
      return session && { lesson: session.lesson, step: session.currentStep };
    },
    session: async (learner, lesson) => (await sessions.find(learner, lesson))?.view() ?? null,
    files: async (learner, lesson) => (await sessions.get(learner, lesson)).files(),
    previewOrigin: config.previewOrigin,
    author: config.mode === 'preview',
    health: () => driver.health(),
  };
  const owned = opening.move();
  return {
    runtime,
    sessions,
    lessons,
    cookieSecret,
    logger,
    close: () => owned.disposeAsync(),
  };
}
