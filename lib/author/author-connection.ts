import type { WebSocket } from 'ws';
import { type Clock, parseJson } from '../base/index.ts';
import type { StepDefinition } from '../lesson/definition.ts';
import type { EvaluationLog } from './evaluation-log.ts';
import { AuthorClientFrame, type AuthorServerFrame } from './model.ts';

/** Evaluations come in bursts; this often (ms) is enough for the eye. */
const restMs = 100;

/** The lesson a connection is about, as it stands now. */
export interface AuthorSource {
  step(id: string): StepDefinition | undefined;
  problems(): string[];
  onSaved(listener: () => void): Disposable;
}

/** One author's page: is told the step it looks at whenever it was evaluated, and when the lesson was saved. */
export class AuthorConnection {
  readonly #socket: WebSocket;
  readonly #log: EvaluationLog;
  readonly #source: AuthorSource;
  readonly #clock: Clock;
  #step = '';
  #resting: Disposable | null = null;

  constructor(socket: WebSocket, log: EvaluationLog, source: AuthorSource, clock: Clock) {
    this.#socket = socket;
    this.#log = log;
    this.#source = source;
    this.#clock = clock;
    const evaluated = log.onEvaluated((step) => {
      if (step === this.#step) this.#soon();
    });
    const saved = source.onSaved(() => {
      this.#send({ type: 'saved', fresh: true, problems: source.problems() });
      this.#soon();
    });
    socket.on('message', (data) => this.#receive(String(data)));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      evaluated[Symbol.dispose]();
      saved[Symbol.dispose]();
      this.#resting?.[Symbol.dispose]();
    });
    this.#send({ type: 'saved', fresh: false, problems: source.problems() });
  }

  #receive(text: string): void {
    const frame = AuthorClientFrame.safeParse(parseJson(text));
    if (!frame.success) {
      this.#socket.close(1008, 'frame');
      return;
    }
    this.#step = frame.data.step;
    this.#show();
  }

  #soon(): void {
    this.#resting ??= this.#clock.after(restMs, () => {
      this.#resting = null;
      this.#show();
    });
  }

  #show(): void {
    const step = this.#source.step(this.#step);
    if (step) this.#send({ type: 'step', step: this.#log.view(step) });
  }

  #send(frame: AuthorServerFrame): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
}
