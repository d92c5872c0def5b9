/** Use cases of learning: open, start, step, check, answer, reset. Decides nothing about Docker, HTTP or how checks work. */
import { AppError, type Clock, type Logger, randomId } from '../base/index.ts';
import type { LessonLibrary } from '../lesson/definition.ts';
import type { Store } from '../store/index.ts';
import { LiveSession } from './live-session.ts';
import type { SandboxAccess } from './ports.ts';
import type { SessionPreview } from './session-preview.ts';

export { LiveSession, type SessionListener } from './live-session.ts';
export type { SandboxAccess, SandboxWatch, WatchListener } from './ports.ts';
export type { SessionPreview } from './session-preview.ts';

export interface SessionsParts {
  lessons: LessonLibrary;
  access: SandboxAccess;
  store: Pick<Store, 'sessions' | 'progress'>;
  /** Names the address under which a port of a sandbox is shown; nobody can guess it. */
  namePort: (sandbox: string, port: number) => string;
  clock: Clock;
  logger: Logger;
}

/** All sessions this process knows. One live session per learner and lesson, however many pages look at it. */
export class Sessions {
  readonly #parts: SessionsParts;
  readonly #live = new Map<string, Promise<LiveSession>>();
  readonly #opened = new Set<LiveSession>();

  constructor(parts: SessionsParts) {
    this.#parts = parts;
  }

  /** The learner's session in a lesson, made at the first visit. Does not start a machine. Throws LESSON_UNKNOWN. */
  open(learner: string, lesson: string): Promise<LiveSession> {
    const key = `${learner}/${lesson}`;
    const known = this.#live.get(key);
    if (known) return known;
    const opening = this.#open(learner, lesson);
    this.#live.set(key, opening);
    opening.catch(() => this.#live.delete(key));
    return opening;
  }

  /** The session when this process or the store knows it; null when the learner was never here. */
  async find(learner: string, lesson: string): Promise<LiveSession | null> {
    const known = this.#live.get(`${learner}/${lesson}`);
    if (known) return known;
    return (await this.#parts.store.sessions.find(learner, lesson)) ? this.open(learner, lesson) : null;
  }

  /** The session, or SESSION_UNKNOWN. */
  async get(learner: string, lesson: string): Promise<LiveSession> {
    const session = await this.find(learner, lesson);
    if (!session) throw new AppError('SESSION_UNKNOWN');
    return session;
  }

  /** The port of a running sandbox that was shown under `name`; null when no session knows that name. */
  preview(name: string): SessionPreview | null {
    for (const session of this.#opened) {
      const preview = session.preview(name);
      if (preview) return preview;
    }
    return null;
  }

  /** Lessons were saved by their author: open sessions go on with them as they are now. */
  lessonsChanged(slugs: readonly string[]): void {
    for (const session of this.#opened) {
      if (!slugs.includes(session.lesson)) continue;
      session
        .redefine(this.#parts.lessons.definition(session.lesson))
        .catch((error: unknown) => this.#parts.logger.error({ err: error }, 'A session kept an older lesson'));
    }
  }

  /** Lets go of every sandbox without ending it. */
  async disconnect(): Promise<void> {
    const sessions = await Promise.allSettled(this.#live.values());
    await Promise.allSettled(
      sessions.map((session) => (session.status === 'fulfilled' ? session.value.disconnect() : undefined)),
    );
    this.#live.clear();
    this.#opened.clear();
  }

  async #open(learner: string, lesson: string): Promise<LiveSession> {
    const { lessons, store, ...parts } = this.#parts;
    const { clock } = parts;
    const definition = lessons.definition(lesson);
    const now = clock.now();
    const stored =
      (await store.sessions.find(learner, lesson)) ??
      (await store.sessions.put({
        id: randomId(16),
        learner,
        lesson,
        currentStep: definition.steps[0]?.id ?? '',
        memory: '{}',
        answers: '{}',
        createdAt: now,
        activeAt: now,
      }));
    const progress = await store.progress.of(learner);
    const done = new Set(progress.filter((entry) => entry.lesson === lesson).map((entry) => entry.step));
    const session = new LiveSession({ ...parts, stored, definition, done, store });
    this.#opened.add(session);
    return session;
  }
}
