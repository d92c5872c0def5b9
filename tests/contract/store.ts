import type { Dialect } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore, type Store } from '#lib/store/index.ts';

/** What every database must do for Slipway. `fresh` makes an empty database; `again` opens the same one a second time. */
export function storeContract(name: string, database: () => { fresh(): Dialect; again(): Dialect }): void {
  describe(`store on ${name}`, () => {
    let store: Store;
    let source: ReturnType<typeof database>;
    beforeEach(async () => {
      source = database();
      store = await openStore(source.fresh());
    });
    afterEach(() => store[Symbol.asyncDispose]());

    const session = {
      id: 's1',
      learner: 'ann',
      lesson: 'hello-world',
      currentStep: 'pull',
      memory: '{}',
      answers: '{}',
      createdAt: 1,
      activeAt: 1,
    };

    test('keeps a session and replaces what changes', async () => {
      await store.sessions.put(session);
      await store.sessions.put({ ...session, currentStep: 'run', memory: '{"a":1}', activeAt: 9 });
      expect(await store.sessions.find('ann', 'hello-world')).toEqual({
        ...session,
        currentStep: 'run',
        memory: '{"a":1}',
        activeAt: 9,
      });
      expect(await store.sessions.find('ann', 'other')).toBeNull();
    });
    test('knows where a learner was last', async () => {
      expect(await store.sessions.latest('ann')).toBeNull();
      await store.sessions.put(session);
      await store.sessions.put({ ...session, id: 's2', lesson: 'ubuntu-bash', activeAt: 5 });
      await store.sessions.put({ ...session, id: 's3', learner: 'bob', activeAt: 9 });
      expect((await store.sessions.latest('ann'))?.lesson).toBe('ubuntu-bash');
      await store.sessions.put({ ...session, currentStep: 'run', activeAt: 6 });
      expect(await store.sessions.latest('ann')).toMatchObject({ lesson: 'hello-world', currentStep: 'run' });
    });
    test('two first visits at once make one session', async () => {
      const [first, second] = await Promise.all([
        store.sessions.put(session),
        store.sessions.put({ ...session, id: 's2' }),
      ]);
      expect(second.id).toBe(first.id);
    });
    test('progress is added once and keeps its first time', async () => {
      await store.progress.add('ann', 'hello-world', 'pull', 10);
      await store.progress.add('ann', 'hello-world', 'pull', 99);
      await store.progress.add('bob', 'hello-world', 'run', 5);
      expect(await store.progress.of('ann')).toEqual([{ lesson: 'hello-world', step: 'pull', at: 10 }]);
    });
    test('leases are renewed and removed; removing twice is fine', async () => {
      await store.leases.put({ sandbox: 'b1', session: 's1', createdAt: 1, expiresAt: 100 });
      await store.leases.put({ sandbox: 'b1', session: 's1', createdAt: 1, expiresAt: 200 });
      expect(await store.leases.list()).toEqual([{ sandbox: 'b1', session: 's1', createdAt: 1, expiresAt: 200 }]);
      await store.leases.remove('b1');
      await store.leases.remove('b1');
      expect(await store.leases.list()).toEqual([]);
    });
    test('a session holds one lease at most', async () => {
      await store.leases.put({ sandbox: 'b1', session: 's1', createdAt: 1, expiresAt: 100 });
      await expect(store.leases.put({ sandbox: 'b2', session: 's1', createdAt: 1, expiresAt: 100 })).rejects.toThrow();
    });
    test('quotes are data, not SQL', async () => {
      const learner = `ann'); DROP TABLE session; --`;
      await store.sessions.put({ ...session, learner });
      expect((await store.sessions.find(learner, 'hello-world'))?.learner).toBe(learner);
    });
    test('opened again, it holds what it held', async () => {
      await store.progress.add('ann', 'hello-world', 'pull', 10);
      await store[Symbol.asyncDispose]();
      store = await openStore(source.again());
      expect(await store.progress.of('ann')).toHaveLength(1);
    });
  });
}
