import { describe, expect, test } from 'vitest';
import type { SetupPart } from '#lib/base/index.ts';
import { type FakeClock, fakeClock } from '#tests/support/fake-clock.ts';
import { SetupError } from '../setup-error.ts';
import type { Screen } from './display.ts';
import { lineDisplay } from './line-display.ts';
import { liveDisplay } from './live-display.ts';
import { duration } from './words.ts';

const part = { id: 'root', title: 'Root file system', needs: [] } as unknown as SetupPart;

/** A screen that remembers, and a clock that is moved by hand. */
function stage(): { clock: FakeClock; screen: Screen; text: () => string } {
  let written = '';
  const screen: Screen = {
    write(text) {
      written += text;
    },
    columns: 60,
  };
  return { clock: fakeClock(0), screen, text: () => written };
}

describe('without a terminal', () => {
  test('says when a part begins, every few seconds, and when it ends', async () => {
    const { clock, screen, text } = stage();
    const display = lineDisplay(screen, clock);
    display.started(part);
    display.progress(part, 'unpacking', 0.25);
    await clock.advance(7000);
    display.ended(part, { is: 'done', ms: 7000 });
    expect(text().split('\n')).toEqual([
      '  Root file system: started',
      '  Root file system: unpacking, 25 %, 3.0 s',
      '  Root file system: unpacking, 25 %, 6.0 s',
      '✔ Root file system: done, 7.0 s',
      '',
    ]);
  });

  test('a failure shows reason and remedy', () => {
    const { clock, screen, text } = stage();
    const display = lineDisplay(screen, clock);
    display.started(part);
    display.ended(part, {
      is: 'failed',
      ms: 50,
      error: new SetupError('INTERNAL', 'The disk is full.', 'free 2 GiB.'),
    });
    expect(text()).toContain('failed after 0.1 s\n    The disk is full.\n    What to do: free 2 GiB.\n');
  });

  test('is silent after it was closed', async () => {
    const { clock, screen, text } = stage();
    const display = lineDisplay(screen, clock);
    display.started(part);
    display.close();
    const before = text();
    await clock.advance(60_000);
    expect(text()).toBe(before);
  });
});

describe('in a terminal', () => {
  test('redraws running parts in place and leaves ended ones standing', async () => {
    const { clock, screen, text } = stage();
    const display = liveDisplay(screen, clock);
    display.started(part);
    display.progress(part, 'unpacking', 0.5);
    await clock.advance(500);
    expect(text()).toContain('\u001b[1A\r\u001b[J⠼ Root file system: unpacking, 50 %, 0.5 s\n');
    display.ended(part, { is: 'done', ms: 500 });
    expect(text().endsWith('\u001b[1A\r\u001b[J✔ Root file system: done, 0.5 s\n')).toBe(true);
  });

  test('cuts lines to the width, or redrawing would climb too little', async () => {
    const { clock, screen, text } = stage();
    const display = liveDisplay(screen, clock);
    display.started(part);
    display.progress(part, 'x'.repeat(200));
    await clock.advance(200);
    expect(
      Math.max(
        ...text()
          .split('\n')
          .map((line) => line.replace(/\u001b\[\d*[AJ]|\r/g, '').length),
      ),
    ).toBe(59);
  });
});

test.each([
  [400, '0.4 s'],
  [9960, '10 s'],
  [59_400, '59 s'],
  [125_000, '2 min 5 s'],
])('%i ms are %s', (ms, words) => expect(duration(ms)).toBe(words));
