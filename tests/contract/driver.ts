import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, randomId } from '#lib/base/index.ts';
import type { SandboxDriver, SandboxRecord } from '#sandbox/model.ts';

/** What a suite needs of the driver under test. */
export interface DriverSubject {
  driver: SandboxDriver;
  /** Ends a sandbox behind the driver's back, as a crash would. */
  crash(id: string): Promise<void>;
  close(): Promise<void>;
}

const never = new AbortController().signal;
const size = { memoryMiB: 512, cpus: 1, processes: 500 };

/** Every promise of the SandboxDriver port, its awkward moments included. One suite for all drivers. */
export function driverContract(name: string, start: () => Promise<DriverSubject>): void {
  describe(`driver: ${name}`, () => {
    let subject: DriverSubject;
    const made: string[] = [];

    const create = async (): Promise<SandboxRecord> => {
      const id = randomId(10);
      made.push(id);
      return subject.driver.create({ id, ...size }, never);
    };
    const ids = async () => (await subject.driver.list()).map(({ id }) => id);
    const refusal = (promise: Promise<unknown>) =>
      promise.then(
        () => 'resolved',
        (error: unknown) => codeOf(error),
      );

    beforeAll(async () => {
      subject = await start();
    });
    afterEach(async () => {
      await Promise.all(made.splice(0).map((id) => subject.driver.destroy(id)));
    });
    afterAll(() => subject?.close());

    test('a sandbox is there when create returns: listed, and its channel answers', async () => {
      const before = Date.now();
      const record = await create();
      expect(record.state).toBe('running');
      expect(Math.abs(record.createdAt - before)).toBeLessThan(60_000);
      expect((await subject.driver.list()).find(({ id }) => id === record.id)).toMatchObject({ state: 'running' });
      await using channel = await subject.driver.connect(record.id, never);
      expect((await channel.exec(['echo', 'here'])).stdout).toBe('here\n');
    });

    test('several at once, each with files of its own', async () => {
      const [one, two] = await Promise.all([create(), create()]);
      await using first = await subject.driver.connect(one.id, never);
      await using second = await subject.driver.connect(two.id, never);
      await first.files.write('/root/mine', Buffer.from('one'));
      expect(await refusal(second.files.stat('/root/mine'))).toBe('FILE_MISSING');
      expect((await ids()).filter((id) => id === one.id || id === two.id).length).toBe(2);
    });

    test('several channels into one', async () => {
      const { id } = await create();
      await using first = await subject.driver.connect(id, never);
      await using second = await subject.driver.connect(id, never);
      await first.files.write('/root/shared', Buffer.from('seen'));
      expect(String(await second.files.read('/root/shared', 10))).toBe('seen');
    });

    test('destroyed: its channels break, it is listed no more, and connecting is SANDBOX_GONE', async () => {
      const { id } = await create();
      const channel = await subject.driver.connect(id, never);
      await subject.driver.destroy(id);
      await channel.closed;
      expect(await ids()).not.toContain(id);
      expect(await refusal(subject.driver.connect(id, never))).toBe('SANDBOX_GONE');
    });

    test('destroying what is gone, twice at once, or was never there succeeds', async () => {
      const { id } = await create();
      await Promise.all([subject.driver.destroy(id), subject.driver.destroy(id)]);
      await subject.driver.destroy(id);
      await subject.driver.destroy('never-there');
    });

    test('one that crashed is not called running, and connecting is SANDBOX_GONE, until it is destroyed', async () => {
      const { id } = await create();
      const channel = await subject.driver.connect(id, never);
      await subject.crash(id);
      await channel.closed;
      expect((await subject.driver.list()).find((record) => record.id === id)?.state).not.toBe('running');
      expect(await refusal(subject.driver.connect(id, never))).toBe('SANDBOX_GONE');
      await subject.driver.destroy(id);
      expect(await ids()).not.toContain(id);
    });

    test('an aborted create rejects and leaves nothing', async () => {
      const id = randomId(10);
      const abort = new AbortController();
      const creating = subject.driver.create({ id, ...size }, abort.signal);
      abort.abort(new Error('changed my mind'));
      await expect(creating).rejects.toThrow();
      expect(await ids()).not.toContain(id);
      await expect(subject.driver.create({ id, ...size }, AbortSignal.abort(new Error('too late')))).rejects.toThrow();
      expect(await ids()).not.toContain(id);
    });

    test('an aborted connect rejects', async () => {
      const { id } = await create();
      await expect(subject.driver.connect(id, AbortSignal.abort(new Error('no')))).rejects.toThrow('no');
    });

    test('says how it is', async () => {
      const { ok, findings } = await subject.driver.health();
      expect(ok).toBe(true);
      expect(findings.length).toBeGreaterThan(0);
      for (const finding of findings) expect(finding.detail).not.toBe('');
    });
  });
}
