import { expect, test } from 'vitest';
import { ackEveryBytes } from '#lib/terminal/model.ts';
import { TerminalFeed } from './terminal-feed.ts';

/** A feed with a sink that notes what it is told and draws when told to. */
function feed() {
  const shown: string[] = [];
  const acknowledged: number[] = [];
  const drawing: (() => void)[] = [];
  const subject = new TerminalFeed(
    {
      write: (bytes, done) => {
        shown.push(new TextDecoder().decode(bytes));
        drawing.push(done);
      },
      restart: () => shown.push('<restart>'),
      skipped: (bytes) => shown.push(`<skipped ${bytes}>`),
      replaying: (active) => shown.push(active ? '<replay>' : '<live>'),
    },
    (position) => acknowledged.push(position),
  );
  const draw = () => {
    for (const done of drawing.splice(0)) done();
  };
  return { subject, shown, acknowledged, draw };
}

const bytes = (text: string) => new TextEncoder().encode(text);

test('replay ends when the head has been drawn, not when it has arrived', () => {
  const { subject, shown, draw } = feed();
  subject.opened('a', 0, 5);
  subject.output(0, bytes('hello'));
  expect(shown).toEqual(['<replay>', 'hello']);
  draw();
  expect(shown).toEqual(['<replay>', 'hello', '<live>']);
});

test('a reconnect continues where it stopped and drops what it already has', () => {
  const { subject, shown } = feed();
  subject.opened('a', 0, 0);
  subject.output(0, bytes('abcdef'));
  subject.disconnected();
  expect(subject.from).toBe(6);
  subject.opened('a', 4, 9);
  subject.output(4, bytes('efghi'));
  expect(shown.filter((text) => !text.startsWith('<'))).toEqual(['abcdef', 'ghi']);
});

test('what is gone is said', () => {
  const { subject, shown } = feed();
  subject.opened('a', 0, 0);
  subject.output(0, bytes('ab'));
  subject.skipped(100);
  subject.output(100, bytes('c'));
  subject.disconnected();
  subject.opened('a', 200, 200);
  expect(shown).toContain('<skipped 98>');
  expect(shown).toContain('<skipped 99>');
  expect(subject.from).toBe(200);
});

test('another shell starts on an empty screen', () => {
  const { subject, shown } = feed();
  subject.opened('a', 0, 0);
  subject.output(0, bytes('old prompt'));
  subject.lost();
  expect(subject.from).toBe(0);
  subject.opened('a', 0, 40);
  subject.output(0, bytes('new'));
  expect(shown.filter((text) => text !== '<live>' && text !== '<replay>')).toEqual(['old prompt', '<restart>', 'new']);
});

test('a shell of another name is another shell, however much it has said, and is asked for from its beginning', () => {
  const { subject, shown } = feed();
  subject.opened('a', 0, 0);
  subject.output(0, bytes('0123456789'));
  subject.disconnected();
  expect(subject.opened('b', 10, 12)).toBe(false);
  expect(subject.from).toBe(0);
  subject.output(10, bytes('too early'));
  expect(subject.opened('b', 0, 12)).toBe(true);
  subject.output(0, bytes('newtoo early'));
  expect(shown.slice(-3)).toEqual(['<restart>', '<replay>', 'newtoo early']);
});

test('acknowledges what was drawn, and not before', () => {
  const { subject, acknowledged, draw } = feed();
  subject.opened('a', 0, 0);
  subject.output(0, new Uint8Array(ackEveryBytes));
  expect(acknowledged).toEqual([]);
  draw();
  expect(acknowledged).toEqual([ackEveryBytes]);
});

test('a late callback of a shell that is gone does not acknowledge for the new one', () => {
  const { subject, acknowledged, draw } = feed();
  subject.opened('a', 0, 0);
  subject.output(0, new Uint8Array(ackEveryBytes * 2));
  subject.lost();
  subject.opened('a', 0, 0);
  draw();
  expect(acknowledged).toEqual([]);
});
