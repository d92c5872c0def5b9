import { Duplex } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Channel, TerminalStream } from '#sandbox/model.ts';
import { AppError, codeOf, silentLogger, systemClock } from '../base/index.ts';
import { emptyObservation, type Observation, type Wants } from '../check/model.ts';
import { sampleImage } from '../check/sample.ts';
import type { LessonDefinition, LessonLibrary } from '../lesson/definition.ts';
import { openStore, type Store, sqliteDialect } from '../store/index.ts';
import { Sessions } from './index.ts';
import type { SandboxAccess, WatchListener } from './ports.ts';

const definition: LessonDefinition = {
  slug: 'hello-world',
  images: ['hello-world'],
  sandbox: true,
  files: [{ path: 'notes.md', content: Buffer.from('hi') }],
  steps: [
    {
      id: 'pull',
      checks: [{ id: 'here', kind: 'image-exists', mode: 'holds', needs: [], expected: { image: 'hello-world' } }],
      solution: [],
      alternatives: [],
      breaks: [],
    },
    {
      id: 'why',
      checks: [{ id: 'quiz', kind: 'quiz-answered', mode: 'once', needs: [], expected: { right: 'b' } }],
      solution: [],
      alternatives: [],
      breaks: [],
    },
  ],
};
const lessons = {
  definition: (slug: string) => {
    if (slug !== 'hello-world') throw new AppError('LESSON_UNKNOWN', slug);
    return definition;
  },
} as LessonLibrary;

/** A shell that stays open until it is destroyed. */
class Shell extends Duplex implements TerminalStream {
  readonly exited = new Promise<number | null>((resolve) => this.on('close', () => resolve(null)));
  override _read(): void {}
  override _write(_chunk: Buffer, _encoding: string, done: () => void): void {
    done();
  }
  resize(): void {}
}

/** Sandboxes as the test wants them to behave. */
class ScriptedAccess implements SandboxAccess {
  sandbox = 'box-1';
  refusal: AppError | null = null;
  written: string[] = [];
  released = 0;
  leased = 0;
  watched = 0;
  listener: WatchListener | null = null;
  #cut: () => void = () => {};
  cut = () => this.#cut();

  async lease(): Promise<{ sandbox: string; expiresAt: number }> {
    this.leased += 1;
    if (this.refusal) throw this.refusal;
    return { sandbox: this.sandbox, expiresAt: 1 };
  }
  listeners = async () => [];
  changes = async () => [];
  history = async () => [];
  renew = async () => 2;
  release = async () => {
    this.released += 1;
  };
  async connect(): Promise<Channel> {
    const closed = new Promise<void>((resolve) => {
      this.#cut = resolve;
    });
    const shells: Shell[] = [];
    const channel: Partial<Channel> = {
      closed,
      openTerminal: async () => {
        const shell = new Shell();
        shells.push(shell);
        return shell;
      },
      files: { write: async (path: string) => void this.written.push(path) } as unknown as Channel['files'],
      [Symbol.asyncDispose]: async () => {
        for (const shell of shells) shell.destroy();
      },
    };
    return channel as Channel;
  }
  watch(_channel: Channel, _wants: Wants, listener: WatchListener) {
    this.listener = listener;
    this.watched += 1;
    return { addCommand() {}, refresh: async () => {}, [Symbol.asyncDispose]: async () => {} };
  }
  see(changes: Partial<Observation>): void {
    this.listener?.observed({ ...emptyObservation(systemClock.now()), daemon: 'up', ...changes });
  }
}

let access: ScriptedAccess;
let store: Store;
let sessions: Sessions;
const namePort = (sandbox: string, port: number) => `p-${port}-${sandbox}`;
const restart = () => new Sessions({ lessons, access, store, namePort, clock: systemClock, logger: silentLogger });
const stepsOf = async () => (await sessions.open('ann', 'hello-world')).view().steps.map((step) => step.state);

beforeEach(async () => {
  access = new ScriptedAccess();
  store = await openStore(sqliteDialect(':memory:'));
  sessions = restart();
});
afterEach(() => store[Symbol.asyncDispose]());

test('a fresh machine gets the lesson files once; the same machine after a restart does not', async () => {
  await (await sessions.open('ann', 'hello-world')).start();
  expect(access.written).toEqual(['/root/notes.md']);
  sessions = restart();
  await (await sessions.open('ann', 'hello-world')).start();
  expect(access.written).toHaveLength(1);
});

test('a step ticks when the daemon shows it, breaks when it goes, and progress stays', async () => {
  const session = await sessions.open('ann', 'hello-world');
  await session.start();
  expect(await stepsOf()).toEqual(['todo', 'todo']);
  access.see({ images: [sampleImage()] });
  expect(await stepsOf()).toEqual(['done', 'todo']);
  access.see({ images: [] });
  expect(await stepsOf()).toEqual(['broken', 'todo']);
  await session.disconnect();
  expect(await store.progress.of('ann')).toMatchObject([{ lesson: 'hello-world', step: 'pull' }]);
});

test('done work survives a restart of the server and a new machine', async () => {
  const session = await sessions.open('ann', 'hello-world');
  await session.start();
  access.see({ images: [sampleImage()] });
  await session.disconnect();
  sessions = restart();
  access.sandbox = 'box-2';
  await (await sessions.open('ann', 'hello-world')).start();
  expect(await stepsOf()).toEqual(['done', 'todo']);
});

test('quizzes count without any machine', async () => {
  access.refusal = new AppError('SANDBOX_UNAVAILABLE');
  const session = await sessions.open('ann', 'hello-world');
  await expect(session.start()).rejects.toThrow();
  expect(session.view().sandbox).toEqual({ state: 'ended', code: 'SANDBOX_UNAVAILABLE' });
  await session.setStep('why');
  await session.answer('why', 'quiz', 'a');
  expect(session.view().steps[1]?.checks[0]?.verdict.is).toBe('failed');
  await session.answer('why', 'quiz', 'b');
  expect(await stepsOf()).toEqual(['todo', 'done']);
});

test('ten pages at once start one machine', async () => {
  const opened = await Promise.all(Array.from({ length: 10 }, () => sessions.open('ann', 'hello-world')));
  await Promise.all(opened.map((session) => session.start()));
  expect(access.leased).toBe(1);
});

test('when the sandbox goes away the page is told, and start brings a new one', async () => {
  const session = await sessions.open('ann', 'hello-world');
  await session.start();
  const states: string[] = [];
  session.subscribe({ changed: (view) => states.push(view.sandbox.state), filesChanged: () => {} });
  access.cut();
  await expect.poll(() => states.at(-1)).toBe('ended');
  await session.start();
  expect(states.at(-1)).toBe('ready');
});

test('reset gives the machine back, empties answers and takes a new one', async () => {
  const session = await sessions.open('ann', 'hello-world');
  await session.start();
  await session.openTerminal(0, 80, 24, AbortSignal.timeout(1000));
  await session.setStep('why');
  await session.answer('why', 'quiz', 'a');
  access.sandbox = 'box-2';
  await session.reset();
  expect(access.released).toBe(1);
  expect(session.view()).toMatchObject({ sandbox: { state: 'ready' }, terminals: [] });
  expect(session.view().steps[1]?.checks[0]?.verdict.is).toBe('waiting');
});

test('the seventh terminal is refused with its own code', async () => {
  const session = await sessions.open('ann', 'hello-world');
  const open = (number: number) => session.openTerminal(number, 80, 24, AbortSignal.timeout(1000));
  for (let number = 0; number < 6; number++) await open(number);
  expect(await open(3)).toBe(session.terminal(3));
  expect(await open(6).catch(codeOf)).toBe('TERMINAL_LIMIT');
  session.closeTerminal(3);
  await expect.poll(() => session.view().terminals).toEqual([0, 1, 2, 4, 5]);
  await open(6);
});

test('unknown steps and answers to nothing are refused', async () => {
  const session = await sessions.open('ann', 'hello-world');
  expect(await session.setStep('nope').catch(codeOf)).toBe('STEP_UNKNOWN');
  expect(await session.answer('why', 'nope', 'x').catch(codeOf)).toBe('STEP_UNKNOWN');
  expect(await sessions.open('ann', 'nope').catch(codeOf)).toBe('LESSON_UNKNOWN');
});

test('asking for a session never makes one', async () => {
  expect(await sessions.find('bob', 'hello-world')).toBeNull();
  expect(await store.sessions.find('bob', 'hello-world')).toBeNull();
});

test('a lesson that its author saved goes on: what is the same is kept, what is new is looked at', async () => {
  const session = await sessions.open('ann', 'hello-world');
  await session.start();
  access.see({ images: [sampleImage()] });
  expect(await stepsOf()).toEqual(['done', 'todo']);
  const evaluated: string[] = [];
  using _ = session.subscribe({ changed() {}, filesChanged() {}, evaluated: ({ id }) => void evaluated.push(id) });
  const wants = { path: 'note.txt' };
  const definition = lessons.definition('hello-world');
  const file = { id: 'file', kind: 'file-exists', mode: 'holds' as const, needs: [], expected: wants };
  const [pull, why] = definition.steps;
  if (!pull || !why) throw new Error('two steps');
  await session.redefine({ ...definition, steps: [pull, { ...why, id: 'write', checks: [file] }] });
  expect(session.view().steps.map(({ id, state }) => [id, state])).toEqual([
    ['pull', 'done'],
    ['write', 'todo'],
  ]);
  expect(evaluated).toContain('pull');
  // Watched anew, because files are wanted now.
  expect(access.watched).toBe(2);
  await session.redefine({ ...definition, steps: [{ ...why, id: 'write' }] });
  expect(session.view().currentStep).toBe('write');
});
