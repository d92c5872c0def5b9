import { AppError, type Clock } from '#lib/base/index.ts';
import type { Channel, DriverHealth, SandboxDriver, SandboxRecord, SandboxSpec } from '../model.ts';
import { FakeChannel } from './fake/channel.ts';
import { FakeMachine } from './fake/machine.ts';

/** How a fake driver behaves; everything has a sensible default. */
export interface FakeDriverOptions {
  clock: Clock;
  /** Milliseconds a sandbox takes to start. */
  bootMs?: number;
}

/** A driver without Docker: sandboxes are objects of this process. For work on the interface, and for tests; the page says so. */
export interface FakeDriver extends SandboxDriver {
  readonly name: 'fake';
  /** Ends a sandbox as a crash would: its channels break, and it is listed as exited until it is destroyed. */
  crash(id: string): Promise<void>;
  /** The inside of a running sandbox, to script what a learner does. */
  machine(id: string): FakeMachine | undefined;
}

interface FakeSandbox {
  record: SandboxRecord;
  machine: FakeMachine;
  channels: Set<Channel>;
}

export function createFakeDriver({ clock, bootMs = 0 }: FakeDriverOptions): FakeDriver {
  const sandboxes = new Map<string, FakeSandbox>();

  async function closeChannels({ channels }: FakeSandbox): Promise<void> {
    await Promise.all([...channels].map((channel) => channel[Symbol.asyncDispose]()));
  }

  async function destroy(id: string): Promise<void> {
    const sandbox = sandboxes.get(id);
    sandboxes.delete(id);
    if (sandbox) await closeChannels(sandbox);
  }

  return {
    name: 'fake',

    async create(spec: SandboxSpec, signal: AbortSignal): Promise<SandboxRecord> {
      signal.throwIfAborted();
      if (sandboxes.has(spec.id)) throw new AppError('SANDBOX_START', `${spec.id} exists`);
      const record: SandboxRecord = { id: spec.id, state: 'starting', createdAt: clock.now() };
      const sandbox = { record, machine: new FakeMachine(clock), channels: new Set<Channel>() };
      sandboxes.set(spec.id, sandbox);
      try {
        if (bootMs > 0) await clock.sleep(bootMs, signal);
      } catch (cause) {
        await destroy(spec.id);
        throw new AppError('SANDBOX_START', 'given up', { cause });
      }
      if (sandboxes.get(spec.id) !== sandbox) throw new AppError('SANDBOX_START', 'destroyed while it started');
      sandbox.record = { ...record, state: 'running' };
      return sandbox.record;
    },

    async list() {
      return [...sandboxes.values()].map(({ record }) => record);
    },

    destroy,

    async connect(id: string, signal: AbortSignal): Promise<Channel> {
      signal.throwIfAborted();
      const sandbox = sandboxes.get(id);
      if (sandbox?.record.state !== 'running') throw new AppError('SANDBOX_GONE', id);
      const channel = new FakeChannel(sandbox.machine);
      sandbox.channels.add(channel);
      void channel.closed.then(() => sandbox.channels.delete(channel));
      return channel;
    },

    async health(): Promise<DriverHealth> {
      return {
        ok: true,
        findings: [{ name: 'driver', ok: true, detail: 'fake: sandboxes are played by this process' }],
      };
    },

    async crash(id: string) {
      const sandbox = sandboxes.get(id);
      if (!sandbox) return;
      sandbox.record = { ...sandbox.record, state: 'exited' };
      await closeChannels(sandbox);
    },

    machine: (id) => sandboxes.get(id)?.machine,

    async [Symbol.asyncDispose]() {
      await Promise.all([...sandboxes.keys()].map(destroy));
    },
  };
}
