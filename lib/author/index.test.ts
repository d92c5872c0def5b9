import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { AppError, silentLogger, systemClock } from '../base/index.ts';
import { emptyObservation, evaluateStep, newStepMemory } from '../check/index.ts';
import type { LessonDefinition, StepDefinition } from '../lesson/index.ts';
import type { LiveSession, SessionListener, Sessions } from '../session/index.ts';
import { type AuthorDoor, createAuthorDoor } from './index.ts';
import { AuthorServerFrame, type AuthorStep } from './model.ts';

const step: StepDefinition = {
  id: 'pull',
  checks: [{ id: 'here', kind: 'image-exists', mode: 'holds', needs: [], expected: { image: 'hello-world' } }],
  solution: ['docker pull hello-world'],
  alternatives: [['docker run hello-world']],
  breaks: [{ id: 'typo', check: 'here', says: 'check.typo', commands: ['docker pull helo-world'] }],
};

/** A session that evaluates when it is told to. */
class HandSession implements Partial<LiveSession> {
  readonly #listeners = new Set<SessionListener>();
  subscribe(listener: SessionListener): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }
  async check(): Promise<void> {
    const observation = { ...emptyObservation(1), daemon: 'up' as const };
    const result = evaluateStep(step.checks, observation, newStepMemory('pull', 0));
    for (const listener of this.#listeners) listener.evaluated?.(step, observation, result);
  }
}

let session: HandSession;
let door: AuthorDoor;
let server: Server;
let save: (slugs: readonly string[]) => void;
let own = true;

beforeEach(async () => {
  session = new HandSession();
  own = true;
  const sessions: Pick<Sessions, 'open'> = {
    open: async (_learner, lesson) => {
      if (lesson !== 'hello-world') throw new AppError('LESSON_UNKNOWN');
      return session as unknown as LiveSession;
    },
  };
  door = createAuthorDoor({
    sessions,
    lessons: {
      problems: [
        { file: '010-hello-world/lesson.mdx', line: 3, column: 1, code: 'X', message: 'm', fix: 'f', fatal: true },
        { file: '020-other/lesson.mdx', line: 1, column: 1, code: 'Y', message: 'm', fix: 'f', fatal: true },
      ],
      definition: () => ({ steps: [step] }) as unknown as LessonDefinition,
      onChange: (listener) => {
        save = listener;
        return { [Symbol.dispose]() {} };
      },
    },
    learnerOf: async () => 'ann',
    isOwnOrigin: () => own,
    clock: systemClock,
    logger: silentLogger,
  });
  server = createServer();
  server.on('upgrade', (request: IncomingMessage, socket, head) =>
    door.handles(request) ? door.upgrade(request, socket, head) : socket.end('HTTP/1.1 404 No\r\n\r\n'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  door[Symbol.dispose]();
  server.close();
});

/** A page of the author: its socket, and what it was told, one frame after another. */
function connect(path: string) {
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
  const frames: AuthorServerFrame[] = [];
  let wake = () => {};
  socket.on('message', (data) => {
    frames.push(AuthorServerFrame.parse(JSON.parse(String(data))));
    wake();
  });
  const next = async (): Promise<AuthorServerFrame | undefined> => {
    while (frames.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return frames.shift();
  };
  const stepWhere = async (condition: (step: AuthorStep) => boolean): Promise<AuthorStep> => {
    for (;;) {
      const frame = await next();
      if (frame?.type === 'step' && condition(frame.step)) return frame.step;
    }
  };
  const refused = new Promise<number>((resolve) => {
    socket.on('unexpected-response', (_, { statusCode = 0 }) => resolve(statusCode));
    socket.on('error', () => {});
  });
  return { socket, next, stepWhere, refused };
}

test('an author is told mistakes, then everything about the step that is looked at, latest evaluation first', async () => {
  const page = connect('/ws/author/hello-world');
  expect(await page.next()).toEqual({
    type: 'saved',
    fresh: false,
    problems: [expect.stringMatching(/^010-hello-world\/lesson\.mdx:3:1 X/)],
  });
  page.socket.send(JSON.stringify({ type: 'look', step: 'pull' }));
  const shown = await page.stepWhere(({ checks }) => checks[0]?.evaluations.length === 1);
  expect(shown).toMatchObject({
    solution: ['docker pull hello-world'],
    alternatives: [['docker run hello-world']],
    breaks: [{ id: 'typo' }],
  });
  expect(shown.checks[0]).toMatchObject({ kind: 'image-exists', evaluations: [{ is: 'waiting' }] });
  expect(JSON.parse(shown.checks[0]?.saw ?? '')).toMatchObject({ daemon: 'up', images: [] });
  for (let i = 0; i < 30; i++) await session.check();
  const later = await page.stepWhere(({ checks }) => (checks[0]?.evaluations.length ?? 0) > 1);
  expect(later.checks[0]?.evaluations).toHaveLength(20);
  page.socket.close();
});

test('a saved lesson is told, another lesson’s is not', async () => {
  const page = connect('/ws/author/hello-world');
  await page.next();
  save(['other']);
  save(['hello-world']);
  expect(await page.next()).toMatchObject({ type: 'saved', fresh: true });
  page.socket.close();
});

test('other origins and unknown lessons are turned away; other paths are not this door’s', async () => {
  own = false;
  expect(await connect('/ws/author/hello-world').refused).toBe(403);
  own = true;
  expect(await connect('/ws/author/no-such-lesson').refused).toBe(404);
  expect(await connect('/ws/lessons/hello-world').refused).toBe(404);
});
