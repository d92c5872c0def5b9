import type { Channel } from '#sandbox/model.ts';
import { sandboxHome } from '#sandbox/model.ts';
import { AppError, codeOf, type ErrorCode, type Logger } from '../base/index.ts';
import type { Wants } from '../check/model.ts';
import type { LessonDefinition } from '../lesson/definition.ts';
import type { SandboxView } from './model.ts';
import type { SandboxAccess, SandboxWatch, WatchListener } from './ports.ts';

/** A machine that is up: its channel and who watches it. */
export interface Running {
  sandbox: string;
  channel: Channel;
  watch: SandboxWatch;
}

/** What a session is told about its machine. `fresh` is true for a sandbox this session never had before. */
export interface MachineListener extends WatchListener {
  changed(): void;
  running(sandbox: string): Promise<{ fresh: boolean }>;
}

/** The machine of one session through all its states: none, queued, starting, ready, ended. One start at a time. */
export class Machine {
  readonly #session: string;
  #definition: LessonDefinition;
  readonly #access: SandboxAccess;
  #wants: Wants;
  readonly #listener: MachineListener;
  readonly #logger: Logger;
  #view: SandboxView = { state: 'none' };
  #running: Running | null = null;
  #starting: Promise<Running> | null = null;
  #stop = new AbortController();

  constructor(
    session: string,
    definition: LessonDefinition,
    wants: Wants,
    access: SandboxAccess,
    listener: MachineListener,
    logger: Logger,
  ) {
    this.#session = session;
    this.#definition = definition;
    this.#wants = wants;
    this.#access = access;
    this.#listener = listener;
    this.#logger = logger;
  }

  get view(): SandboxView {
    return this.#view;
  }

  get running(): Running | null {
    return this.#running;
  }

  /** Brings the machine up, or waits for the start that is under way. Rejects with the reason, which `view` shows too. */
  start(): Promise<Running> {
    if (this.#running) return Promise.resolve(this.#running);
    this.#starting ??= this.#start().finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  /** Goes on with a lesson that its author changed. Files are put into the next machine; this one is watched for what is wanted now. */
  async redefine(definition: LessonDefinition, wants: Wants): Promise<void> {
    this.#definition = definition;
    if (JSON.stringify(wants) === JSON.stringify(this.#wants)) return;
    this.#wants = wants;
    const running = this.#running;
    if (!running) return;
    await running.watch[Symbol.asyncDispose]();
    if (this.#running === running) running.watch = this.#access.watch(running.channel, wants, this.#listener);
  }

  /** Says what the daemon of the machine is doing; part of the view. */
  sawDaemon(daemon: 'asleep' | 'up' | 'down'): void {
    if (this.#view.state === 'ready') this.#view = { ...this.#view, daemon };
  }

  /** Moves the end of the lease away. */
  async renew(): Promise<void> {
    const expiresAt = await this.#access.renew(this.#session);
    if (expiresAt !== null && this.#view.state === 'ready') this.#show({ ...this.#view, expiresAt });
  }

  /** Gives the sandbox back; a start that is under way is given up. */
  async release(): Promise<void> {
    await this.disconnect();
    await this.#access.release(this.#session);
    this.#show({ state: 'none' });
  }

  /** Lets go of the sandbox without ending it, as when the server stops: the lease stays for adoption. */
  async disconnect(): Promise<void> {
    this.#stop.abort(new AppError('SESSION_ENDED'));
    this.#stop = new AbortController();
    await this.#starting?.catch(() => {});
    const running = this.#running;
    this.#running = null;
    await running?.watch[Symbol.asyncDispose]();
    await running?.channel[Symbol.asyncDispose]();
  }

  async #start(): Promise<Running> {
    const { signal } = this.#stop;
    this.#show({ state: 'starting' });
    try {
      const { sandbox, expiresAt } = await this.#access.lease(
        this.#session,
        (position) => this.#show({ state: 'queued', position }),
        signal,
      );
      this.#show({ state: 'starting' });
      const channel = await this.#access.connect(sandbox, signal);
      const { fresh } = await this.#listener.running(sandbox);
      if (fresh) await this.#putFiles(channel);
      const watch = this.#access.watch(channel, this.#wants, this.#listener);
      const running = { sandbox, channel, watch };
      this.#running = running;
      void channel.closed.then(() => this.#lost(running));
      this.#show({ state: 'ready', expiresAt, daemon: 'asleep' });
      return running;
    } catch (error) {
      this.#show(signal.aborted ? { state: 'none' } : { state: 'ended', code: this.#reason(error) });
      throw error;
    }
  }

  async #putFiles(channel: Channel): Promise<void> {
    for (const file of this.#definition.files) await channel.files.write(`${sandboxHome}/${file.path}`, file.content);
  }

  #lost(running: Running): void {
    if (this.#running !== running) return;
    this.#running = null;
    void running.watch[Symbol.asyncDispose]();
    this.#logger.info({ session: this.#session, sandbox: running.sandbox }, 'The channel of a sandbox ended');
    this.#show({ state: 'ended', code: 'SANDBOX_GONE' });
  }

  #reason(error: unknown): ErrorCode {
    const code = codeOf(error);
    if (code !== 'SANDBOX_CAPACITY')
      this.#logger.error({ session: this.#session, err: error }, 'A sandbox did not start');
    return code === 'INTERNAL' ? 'SANDBOX_START' : code;
  }

  #show(view: SandboxView): void {
    this.#view = view;
    this.#listener.changed();
  }
}
