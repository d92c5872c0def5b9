import { describe, expect, test } from 'vitest';
import type { SetupPart } from '#lib/base/index.ts';
import type { SetupDisplay } from './display/display.ts';
import { runParts } from './run-parts.ts';

const never = new AbortController().signal;

/** A display that writes down what it is told. */
function notes(): SetupDisplay & { seen: string[] } {
  const seen: string[] = [];
  return {
    seen,
    started: ({ id }) => void seen.push(`${id} started`),
    progress: ({ id }, text) => void seen.push(`${id} ${text}`),
    ended: ({ id }, { is }) => void seen.push(`${id} ${is}`),
    close() {},
  };
}

function part(id: string, needs: string[] = [], run: SetupPart['run'] = async () => {}, isFresh = false): SetupPart {
  return { id, title: id, needs, fresh: async () => isFresh, run };
}

const outcomes = (map: Map<string, { is: string }>): Record<string, string> =>
  Object.fromEntries([...map].map(([id, { is }]) => [id, is]));

describe('runParts', () => {
  test('runs a part after everything it needs, whatever the order given', async () => {
    const display = notes();
    await runParts([part('c', ['b']), part('b', ['a']), part('a')], display, never);
    expect(display.seen.filter((line) => line.endsWith('done'))).toEqual(['a done', 'b done', 'c done']);
  });

  test('never runs more than two at once, and two when it can', async () => {
    let running = 0;
    let most = 0;
    const busy = async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
    };
    await runParts(
      ['a', 'b', 'c', 'd', 'e'].map((id) => part(id, [], busy)),
      notes(),
      never,
    );
    expect(most).toBe(2);
  });

  test('leaves out what is fresh, without announcing it', async () => {
    const display = notes();
    const run = async (): Promise<void> => expect.unreachable();
    const result = await runParts([part('a', [], run, true), part('b', ['a'])], display, never);
    expect(outcomes(result)).toEqual({ a: 'fresh', b: 'done' });
    expect(display.seen).toEqual(['a fresh', 'b started', 'b done']);
  });

  test('a failure blocks what needs it, also at second hand, and nothing else', async () => {
    const fail = async (): Promise<void> => {
      throw new Error('no');
    };
    const result = await runParts(
      [part('engine', [], fail), part('image', ['engine']), part('store', ['image']), part('pages')],
      notes(),
      never,
    );
    expect(outcomes(result)).toEqual({ engine: 'failed', image: 'blocked', store: 'blocked', pages: 'done' });
  });

  test('a part that cannot tell whether it is fresh has failed', async () => {
    const broken = { ...part('a'), fresh: () => Promise.reject(new Error('unreadable')) };
    expect(outcomes(await runParts([broken], notes(), never))).toEqual({ a: 'failed' });
  });

  test('hands on progress', async () => {
    const display = notes();
    await runParts([part('a', [], async (report) => report('half way', 0.5))], display, never);
    expect(display.seen).toContain('a half way');
  });

  test('aborting ends what runs, begins nothing more, and rejects after that', async () => {
    const controller = new AbortController();
    let ended = false;
    const until = async (_: unknown, signal: AbortSignal): Promise<void> => {
      controller.abort(new Error('Stopped.'));
      await Promise.resolve();
      ended = true;
      signal.throwIfAborted();
    };
    const display = notes();
    const run = runParts([part('a', [], until), part('b', ['a'])], display, controller.signal);
    await expect(run).rejects.toThrow('Stopped.');
    expect(ended).toBe(true);
    expect(display.seen).toEqual(['a started', 'a stopped']);
  });

  test.each([
    ['a circle', [part('a', ['b']), part('b', ['a'])], 'a (needs b); b (needs a)'],
    ['a need nobody fulfils', [part('a', ['x'])], 'a (needs x)'],
    ['two parts of one name', [part('a'), part('a')], 'same id'],
  ])('refuses %s', async (_, parts, message) => {
    await expect(runParts(parts, notes(), never)).rejects.toThrow(message);
  });
});
