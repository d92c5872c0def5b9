import type { Clock } from '../base/index.ts';
import {
  type Check,
  describeCheck,
  emptyObservation,
  newStepMemory,
  type Observation,
  type StepMemory,
  type StepResult,
  whatItSaw,
} from '../check/index.ts';
import type { StepDefinition } from '../lesson/definition.ts';
import type { LiveSession } from '../session/index.ts';
import { type AuthorCheck, type AuthorStep, type Evaluation, evaluationsKept } from './model.ts';

/** JSON beyond this many characters is cut: a page of it tells nobody anything. */
const longestJson = 6000;

/** Keeps how the checks of one session came out lately, from its making until it is disposed. */
export class EvaluationLog implements Disposable {
  readonly #byCheck = new Map<string, Evaluation[]>();
  readonly #latest = new Map<string, { observation: Observation; memory: StepMemory }>();
  readonly #listeners = new Set<(step: string) => void>();
  readonly #subscription: Disposable;

  readonly #clock: Clock;

  constructor(session: Pick<LiveSession, 'subscribe'>, clock: Clock) {
    this.#clock = clock;
    this.#subscription = session.subscribe({
      changed() {},
      filesChanged() {},
      evaluated: (step, observation, result) => this.#evaluated(step, observation, result),
    });
  }

  [Symbol.dispose](): void {
    this.#subscription[Symbol.dispose]();
    this.#listeners.clear();
  }

  /** Tells `listener` the id of every step that was evaluated. */
  onEvaluated(listener: (step: string) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  /** A step with all that its author may want to know. */
  view(step: StepDefinition): AuthorStep {
    const { id, solution, alternatives, breaks, checks } = step;
    return { id, solution, alternatives, breaks, checks: checks.map((check) => this.#check(step.id, check)) };
  }

  #check(step: string, check: Check): AuthorCheck {
    const { observation, memory } = this.#latest.get(step) ?? {
      observation: emptyObservation(0),
      memory: newStepMemory(step),
    };
    return {
      id: check.id,
      kind: check.kind,
      mode: check.mode,
      title: describeCheck(check),
      expected: json(check.expected),
      saw: json(whatItSaw(check, observation, memory)),
      evaluations: this.#byCheck.get(`${step}/${check.id}`) ?? [],
    };
  }

  #evaluated(step: StepDefinition, observation: Observation, { verdicts, memory }: StepResult): void {
    this.#latest.set(step.id, { observation, memory });
    const at = this.#clock.now();
    for (const [check, verdict] of Object.entries(verdicts)) {
      const because = verdict.is === 'broken' ? null : verdict.because;
      const kept = this.#byCheck.get(`${step.id}/${check}`) ?? [];
      this.#byCheck.set(`${step.id}/${check}`, [{ at, is: verdict.is, because }, ...kept].slice(0, evaluationsKept));
    }
    for (const listener of this.#listeners) listener(step.id);
  }
}

function json(value: unknown): string {
  const text = JSON.stringify(value, null, 2) ?? '';
  return text.length > longestJson ? `${text.slice(0, longestJson)}\n…` : text;
}
