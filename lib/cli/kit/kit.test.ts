import { describe, expect, it } from 'vitest';
import type { SetupPart } from '#lib/base/index.ts';
import { withNeeds } from './build.ts';
import { byteProgress } from './byte-progress.ts';
import { bytes } from './words.ts';

it.each([
  [0, '0 B'],
  [512, '512 B'],
  [999, '999 B'],
  [1_500, '1.5 kB'],
  [99_960, '100 kB'],
  [999_700, '1.0 MB'],
  [216_156_672, '216 MB'],
  [3_210_000_000, '3.2 GB'],
])('%d bytes are %s', (count, text) => expect(bytes(count)).toBe(text));

describe('progress of bytes', () => {
  function screen(isTTY: boolean) {
    const written: string[] = [];
    let now = 0;
    const report = byteProgress({ isTTY, columns: 100, write: (text) => written.push(text) }, () => now);
    return { written, report, wait: (ms: number) => (now += ms) };
  }

  it('says rate and time left once it knows them, on one line of a terminal', () => {
    const { written, report, wait } = screen(true);
    report('nginx', 0, 100_000_000);
    wait(2_000);
    report('nginx', 20_000_000, 100_000_000);
    expect(written[0]).not.toContain('/s');
    expect(written[1]).toContain(
      '\r\u001b[K████░░░░░░░░░░░░░░░░ 20 %  20.0 MB of 100 MB, 10.0 MB/s, 8.0 s left  nginx',
    );
    report[Symbol.dispose]();
    expect(written.at(-1)).toBe('\r\u001b[K');
  });

  it('writes a line every three seconds elsewhere, and the last', () => {
    const { written, report, wait } = screen(false);
    for (let done = 0; done <= 100; done += 1, wait(100)) report('reading', done, 100);
    expect(written.length).toBeLessThanOrEqual(5);
    expect(written.at(-1)).toContain('100 %');
    expect(written.every((line) => line.endsWith('\n'))).toBe(true);
  });
});

it('a part is built with all it needs and nothing else', () => {
  const part = (id: string, ...needs: string[]): SetupPart => ({
    ...{ id, title: id, needs },
    fresh: async () => true,
    run: async () => {},
  });
  const parts = [part('engine'), part('compiler'), part('store', 'kit', 'engine'), part('kit', 'compiler')];
  expect(withNeeds(parts, ['kit']).map(({ id }) => id)).toEqual(['compiler', 'kit']);
});
