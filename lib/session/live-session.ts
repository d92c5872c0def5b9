import type { ChannelFiles } from '#sandbox/model.ts';
import { AppError, type Clock, type Locale, type Logger } from '../base/index.ts';
import {
  describeCheck,
  evaluateStep,
  newStepMemory,
  type StepMemory,
  type StepResult,
  stepState,
  wantsOf,
} from '../check/index.ts';
import { emptyObservation, type Observation, type Verdict } from '../check/model.ts';
import type { LessonDefinition, StepDefinition } from '../lesson/definition.ts';
import { LivePicture } from '../picture/index.ts';
import type { PictureInstruction, PictureView } from '../picture/model.ts';
import type { Store, StoredSession } from '../store/index.ts';
import type { SharedTerminal } from '../terminal/index.ts';
import { homeFiles } from './home-files.ts';
import { Machine, type Running } from './machine.ts';
import type { SessionView } from './model.ts';
import type { SandboxAccess } from './ports.ts';
import { Previews } from './previews.ts';
import { readAnswers, readState } from './saved-state.ts';
import type { SessionPreview } from './session-preview.ts';
import { Terminals } from './terminals.ts';

const renewEveryMs = 30_000;

/** Someone who follows a session: a page's connection, an instructor's board. */
export interface SessionListener {
  changed(view: SessionView): void;
  filesChanged(paths: string[]): void;
  /** The checks of a step were evaluated; for those who want to know how, not only when something changed. */
  evaluated?(step: StepDefinition, observation: Observation, result: StepResult): void;
}

/** What a live session is made of. `done` are the steps this learner did at any time. */
export interface LiveSessionParts {
  stored: StoredSession;
  definition: LessonDefinition;
  done: ReadonlySet<string>;
  access: SandboxAccess;
  store: Pick<Store, 'sessions' | 'progress'>;
  namePort: (sandbox: string, port: number) => string;
  clock: Clock;
  logger: Logger;
}

/**
 * A learner's session while the server knows it: machine, terminals, checks and who looks on. Everything that must survive the
 * process is written to the store before it is shown.
 */
export class LiveSession {
  readonly id: string;
  #parts: LiveSessionParts;
  readonly #machine: Machine;
  readonly #terminals: Terminals;
  readonly #previews: Previews;
  readonly #picture: LivePicture;
  readonly #listeners = new Set<SessionListener>();
  readonly #verdicts = new Map<string, Record<string, Verdict>>();
  readonly #memory = new Map<string, StepMemory>();
  readonly #done: Set<string>;
  #answers: Record<string, string>;
  #currentStep: string;
  #sandbox: string | null;
  #observation: Observation;
  #renewedAt = 0;
  #shown = '';
  #language: Locale | null = null;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(parts: LiveSessionParts) {
    const { stored, definition } = parts;
    this.id = stored.id;
    this.#parts = parts;
    this.#done = new Set(parts.done);
    this.#answers = readAnswers(stored.answers);
    const saved = readState(stored.memory);
    this.#sandbox = saved.sandbox;
    this.#previews = new Previews(saved.sandbox, parts.namePort);
    for (const { id } of definition.steps) this.#memory.set(id, saved.memory[id] ?? newStepMemory(id));
    this.#currentStep = this.#step(stored.currentStep)?.id ?? definition.steps[0]?.id ?? '';
    this.#observation = emptyObservation(parts.clock.now());
    this.#terminals = new Terminals(
      () => this.#show(),
      (command) => this.#machine.running?.watch.addCommand({ at: parts.clock.now(), ...command }),
    );
    const checks = definition.steps.flatMap((step) => step.checks);
    this.#machine = new Machine(
      this.id,
      definition,
      wantsOf(checks),
      parts.access,
      this.#machineListener(),
      parts.logger,
    );
    this.#picture = new LivePicture(async (container, signal) => {
      const { channel } = this.#running();
      return parts.access.changes(channel, container, signal);
    }, parts.logger);
    this.#activate();
    this.#evaluate();
  }

  get lesson(): string {
    return this.#parts.stored.lesson;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  subscribe(listener: SessionListener): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  view(): SessionView {
    const { definition, stored, clock } = this.#parts;
    return {
      id: this.id,
      lesson: stored.lesson,
      currentStep: this.#currentStep,
      sandbox: this.#machine.view,
      steps: definition.steps.map((step) => this.#stepView(step)),
      terminals: this.#terminals.numbers,
      previews: this.#previews.view(this.#observation),
      complete: definition.steps.every((step) => this.#done.has(step.id)),
      at: clock.now(),
    };
  }

  /** Gets the machine up; does nothing for lessons that need none. Rejects with the reason, which the view shows as well. */
  async start(): Promise<void> {
    if (this.#parts.definition.sandbox) await this.#machine.start();
  }

  /** The terminal with that number, made when there is none; waits for the machine. */
  async openTerminal(number: number, cols: number, rows: number, signal: AbortSignal): Promise<SharedTerminal> {
    if (!this.#parts.definition.sandbox) throw new AppError('TERMINAL_UNKNOWN', 'this lesson has no machine');
    const { channel } = await this.#machine.start();
    signal.throwIfAborted();
    return this.#terminals.open(number, channel, cols, rows);
  }

  terminal(number: number): SharedTerminal | undefined {
    return this.#terminals.get(number);
  }

  closeTerminal(number: number): void {
    this.#terminals.close(number);
  }

  /** Files of the running machine, narrowed to the home folder. Throws SANDBOX_GONE when it is not up. */
  files(): ChannelFiles {
    const { channel } = this.#running();
    this.touch();
    return homeFiles(channel.files);
  }

  /** A page reads the lesson in this language; the latest one counts. */
  speak(language: Locale): void {
    this.#language = language;
  }

  /** Shows a port of the machine, published or not. */
  wantPreview(port: number): void {
    this.#previews.want(port);
    this.#show();
  }

  /** What was shown under `name`; null when this session never gave that name to its present sandbox. */
  preview(name: string): SessionPreview | null {
    const port = this.#previews.portOf(name);
    if (port === undefined) return null;
    return {
      port,
      up: this.#machine.running !== null,
      observation: this.#observation,
      language: this.#language,
      dial: async () => this.#running().channel.dialPort(port),
      listeners: async (container, signal) => this.#parts.access.listeners(this.#running().channel, container, signal),
    };
  }

  /** Tells `listener` what Docker holds, now and on every change, until disposed. */
  lookAtPicture(listener: (picture: PictureView) => void): Disposable {
    return this.#picture.look(listener);
  }

  /** The instructions an image was made with; null when it is gone. Rejects with SANDBOX_GONE or DAEMON_UNREACHABLE. */
  async history(image: string, signal: AbortSignal): Promise<PictureInstruction[] | null> {
    return this.#parts.access.history(this.#running().channel, image, signal);
  }

  /** The learner did something: the lease moves on, at most twice a minute. */
  touch(): void {
    const now = this.#parts.clock.now();
    if (now - this.#renewedAt < renewEveryMs) return;
    this.#renewedAt = now;
    this.#machine
      .renew()
      .catch((error: unknown) => this.#parts.logger.warn({ session: this.id, err: error }, 'A lease was not renewed'));
  }

  /** Makes a step the current one; from now on its `once` checks count. */
  async setStep(step: string): Promise<void> {
    if (!this.#step(step)) throw new AppError('STEP_UNKNOWN', step);
    this.touch();
    this.#currentStep = step;
    this.#activate();
    this.#evaluate();
    await this.#save();
  }

  /** Looks again now, as the learner asked by hand. */
  async check(): Promise<void> {
    this.touch();
    await this.#machine.running?.watch.refresh();
    this.#evaluate();
    await this.#save();
  }

  async answer(step: string, check: string, answer: string): Promise<void> {
    if (!this.#step(step)?.checks.some((candidate) => candidate.id === check))
      throw new AppError('STEP_UNKNOWN', `${step}/${check}`);
    this.touch();
    this.#answers = { ...this.#answers, [`${step}/${check}`]: answer };
    this.#evaluate();
    await this.#save();
  }

  /** A new machine and empty check memory. What was done stays done. */
  async reset(): Promise<void> {
    await this.#machine.release();
    this.#forget(null);
    await this.#save();
    await this.start();
  }

  /** Goes on with the lesson as its author has just saved it; steps whose checks are the same keep what they remember. */
  async redefine(definition: LessonDefinition): Promise<void> {
    const before = new Map(this.#parts.definition.steps.map(({ id, checks }) => [id, JSON.stringify(checks)]));
    this.#parts = { ...this.#parts, definition };
    for (const { id, checks } of definition.steps) {
      if (before.get(id) === JSON.stringify(checks)) continue;
      this.#memory.set(id, newStepMemory(id, this.#memory.get(id)?.activatedAt ?? null));
      this.#verdicts.delete(id);
    }
    if (!this.#step(this.#currentStep)) this.#currentStep = definition.steps[0]?.id ?? '';
    await this.#machine.redefine(definition, wantsOf(definition.steps.flatMap(({ checks }) => checks)));
    this.#activate();
    this.#evaluate();
    await this.#save();
  }

  /** Lets go of everything in this process; the sandbox and its lease stay for the next one. */
  async disconnect(): Promise<void> {
    this.#picture[Symbol.dispose]();
    await this.#machine.disconnect();
    await this.#writing;
  }

  #running(): Running {
    const { running } = this.#machine;
    if (!running) throw new AppError('SANDBOX_GONE');
    return running;
  }

  #machineListener() {
    return {
      changed: () => {
        // Without the machine its shells are gone; the numbers are free for the next one.
        if (!this.#machine.running) this.#terminals.closeAll();
        this.#show();
      },
      observed: (observation: Observation) => {
        this.#observation = observation;
        this.#picture.observed(observation);
        this.#machine.sawDaemon(observation.daemon);
        if (this.#evaluate()) void this.#save();
      },
      filesChanged: (paths: string[]) => {
        for (const listener of this.#listeners) listener.filesChanged(paths);
      },
      running: async (sandbox: string) => {
        const fresh = this.#sandbox !== sandbox;
        if (fresh) {
          this.#forget(sandbox);
          await this.#save();
        }
        return { fresh };
      },
    };
  }

  /** A new sandbox holds nothing of what the checks remember. */
  #forget(sandbox: string | null): void {
    this.#sandbox = sandbox;
    this.#previews.moveTo(sandbox);
    this.#answers = {};
    this.#observation = emptyObservation(this.#parts.clock.now());
    this.#picture.observed(this.#observation);
    for (const { id } of this.#parts.definition.steps) this.#memory.set(id, newStepMemory(id));
    this.#activate();
    this.#evaluate();
  }

  #step(id: string): StepDefinition | undefined {
    return this.#parts.definition.steps.find((step) => step.id === id);
  }

  #activate(): void {
    const memory = this.#memory.get(this.#currentStep);
    if (memory && memory.activatedAt === null) {
      this.#memory.set(this.#currentStep, { ...memory, activatedAt: this.#parts.clock.now() });
    }
  }

  /** Evaluates every step that was current at some time; true when something worth saving changed. */
  #evaluate(): boolean {
    const before = JSON.stringify([...this.#memory.values()]);
    const observation = { ...this.#observation, answers: this.#answers };
    const newlyDone: string[] = [];
    for (const step of this.#parts.definition.steps) {
      const memory = this.#memory.get(step.id);
      if (!memory || memory.activatedAt === null) continue;
      const result = evaluateStep(step.checks, observation, memory);
      this.#verdicts.set(step.id, result.verdicts);
      this.#memory.set(step.id, result.memory);
      for (const listener of this.#listeners) listener.evaluated?.(step, observation, result);
      if (result.memory.done && !this.#done.has(step.id)) newlyDone.push(step.id);
    }
    for (const step of newlyDone) this.#complete(step);
    this.#show();
    return before !== JSON.stringify([...this.#memory.values()]);
  }

  #complete(step: string): void {
    this.#done.add(step);
    const { store, stored, clock, logger } = this.#parts;
    this.#write(() => store.progress.add(stored.learner, stored.lesson, step, clock.now()));
    logger.info({ session: this.id, step }, 'A step was done');
  }

  #stepView(step: StepDefinition): SessionView['steps'][number] {
    const verdicts = this.#verdicts.get(step.id) ?? {};
    const state = stepState(step.checks, verdicts, this.#memory.get(step.id) ?? newStepMemory(step.id));
    const unbegun = state === 'todo' || state === 'half';
    return {
      id: step.id,
      // Done with an earlier machine stays done, though this one shows nothing of it yet.
      state: unbegun && this.#done.has(step.id) ? 'done' : state,
      checks: step.checks.map((check) => ({
        id: check.id,
        title: describeCheck(check),
        verdict: verdicts[check.id] ?? { is: 'waiting', because: { id: 'check.step.not-begun' } },
      })),
    };
  }

  #show(): void {
    const view = this.view();
    const shown = JSON.stringify({ ...view, at: 0 });
    if (shown === this.#shown) return;
    this.#shown = shown;
    for (const listener of this.#listeners) listener.changed(view);
  }

  #save(): Promise<void> {
    const { stored, store, clock } = this.#parts;
    return this.#write(() =>
      store.sessions.put({
        ...stored,
        currentStep: this.#currentStep,
        memory: JSON.stringify({ sandbox: this.#sandbox, memory: Object.fromEntries(this.#memory) }),
        answers: JSON.stringify(this.#answers),
        activeAt: clock.now(),
      }),
    );
  }

  /** Writes one after another, so that an older state never lands on a newer one. */
  #write(work: () => Promise<unknown>): Promise<void> {
    const done = this.#writing.then(work).then(() => {});
    this.#writing = done.catch((error: unknown) =>
      this.#parts.logger.error({ session: this.id, err: error }, 'A session was not saved'),
    );
    return done;
  }
}
