import { randomId } from '#lib/base/index.ts';
import {
  type Check,
  emptyObservation,
  evaluateStep,
  kindOf,
  newStepMemory,
  type Observation,
  type StepMemory,
  type Verdict,
  wantsOf,
} from '#lib/check/index.ts';
import type { LessonDefinition, StepDefinition } from '#lib/lesson/index.ts';
import { sandboxHome } from '#sandbox/model.ts';
import type { Ground, Limits } from './ground.ts';
import { TypingTerminal } from './typing-terminal.ts';

/** A sandbox of its own in which a lesson is gone through, with what its checks say all along. Disposing it ends the sandbox. */
export class RehearsedSandbox implements AsyncDisposable {
  readonly #definition: LessonDefinition;
  readonly #ground: Ground;
  readonly #limits: Limits;
  readonly #owned = new AsyncDisposableStack();
  #terminal: TypingTerminal | null = null;
  #look: () => Promise<void> = async () => {};
  #observation: Observation;
  #answers: Record<string, string> = {};
  #step: StepDefinition | null = null;
  #memory: StepMemory = newStepMemory('');
  #verdicts: Record<string, Verdict> = {};
  #wake: (() => void) | null = null;

  private constructor(definition: LessonDefinition, ground: Ground, limits: Limits) {
    this.#definition = definition;
    this.#ground = ground;
    this.#limits = limits;
    this.#observation = { ...emptyObservation(ground.clock.now()), daemon: 'up' };
  }

  /** Makes the sandbox, puts the lesson's files into it and opens a terminal. A lesson without sandbox gets none. */
  static async open(
    definition: LessonDefinition,
    ground: Ground,
    limits: Limits,
    signal: AbortSignal,
  ): Promise<RehearsedSandbox> {
    const sandbox = new RehearsedSandbox(definition, ground, limits);
    try {
      if (definition.sandbox) await sandbox.#open(signal);
      return sandbox;
    } catch (error) {
      await sandbox[Symbol.asyncDispose]();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }

  /** Makes a step the current one and looks at it for a moment; true when all its checks pass already. */
  async begin(step: StepDefinition, signal: AbortSignal): Promise<boolean> {
    this.#step = step;
    this.#memory = newStepMemory(step.id, this.#ground.clock.now());
    await this.#look();
    this.#evaluate();
    return this.#until(() => this.passes, this.#limits.quietMs, signal);
  }

  /** Types commands one after another into the terminal. */
  async type(lines: readonly string[], signal: AbortSignal): Promise<void> {
    for (const line of lines) await this.#terminal?.type(line, this.#limits.commandMs, signal);
  }

  /** Types the solution, or another way, and gives the right answers; true when all checks of the current step then pass in time. */
  async solve(signal: AbortSignal, commands?: readonly string[]): Promise<boolean> {
    const step = this.#step;
    if (!step) return false;
    await this.type(commands ?? step.solution, signal);
    return this.#until(
      () => {
        for (const check of step.checks) this.#answer(step, check);
        this.#evaluate();
        return this.passes;
      },
      this.#limits.verdictMs,
      signal,
    );
  }

  /** Waits for a check of the current step to fail with this message; false when it does not in time. */
  fails(check: string, says: string, signal: AbortSignal): Promise<boolean> {
    const failed = () => {
      const verdict = this.#verdicts[check];
      return verdict?.is === 'failed' && verdict.because.id === says;
    };
    return this.#until(failed, this.#limits.verdictMs, signal);
  }

  /** The latest verdicts of the current step, by check id. */
  get verdicts(): Readonly<Record<string, Verdict>> {
    return this.#verdicts;
  }

  /** True while all checks of the current step pass. */
  get passes(): boolean {
    return this.#step?.checks.every(({ id }) => this.#verdicts[id]?.is === 'passed') ?? false;
  }

  /** The latest lines of the terminal, for messages. */
  get screen(): string {
    return this.#terminal?.screen ?? '';
  }

  async #open(signal: AbortSignal): Promise<void> {
    const { driver, watch, clock, size } = this.#ground;
    const { id } = await driver.create({ id: randomId(), ...size }, signal);
    this.#owned.defer(() => driver.destroy(id));
    const channel = this.#owned.use(await driver.connect(id, signal));
    for (const file of this.#definition.files) await channel.files.write(`${sandboxHome}/${file.path}`, file.content);
    const checks = this.#definition.steps.flatMap((step) => step.checks);
    const watching = this.#owned.use(
      watch(channel, wantsOf(checks), {
        observed: (observation) => {
          this.#observation = observation;
          this.#evaluate();
          this.#wake?.();
        },
        filesChanged() {},
      }),
    );
    this.#look = () => watching.refresh();
    const stream = await channel.openTerminal({ cols: 120, rows: 40 });
    this.#terminal = new TypingTerminal(stream, clock, (command) =>
      watching.addCommand({ at: clock.now(), ...command }),
    );
    await this.#terminal.ready(this.#limits.verdictMs, signal);
  }

  #answer(step: StepDefinition, check: Check): void {
    const answer = kindOf(check).answer?.(check.expected, this.#observation);
    if (typeof answer === 'string') this.#answers = { ...this.#answers, [`${step.id}/${check.id}`]: answer };
  }

  #evaluate(): void {
    if (!this.#step) return;
    const observation = { ...this.#observation, answers: this.#answers };
    ({ verdicts: this.#verdicts, memory: this.#memory } = evaluateStep(this.#step.checks, observation, this.#memory));
  }

  /** True as soon as the condition holds; false when it does not within `limitMs`. Asked again after every observation. */
  async #until(condition: () => boolean, limitMs: number, signal: AbortSignal): Promise<boolean> {
    let late = false;
    using _ = this.#ground.clock.after(limitMs, () => {
      late = true;
      this.#wake?.();
    });
    const stop = () => this.#wake?.();
    signal.addEventListener('abort', stop, { once: true });
    try {
      while (!condition()) {
        signal.throwIfAborted();
        if (late) return false;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      return true;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}
