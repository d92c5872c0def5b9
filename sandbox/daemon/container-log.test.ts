import { expect, test } from 'vitest';
import { logText } from './container-log.ts';

function frame(stream: number, text: string): Buffer {
  const header = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
}

test('frames of both streams become one text, in order', () => {
  expect(logText(Buffer.concat([frame(1, 'one\n'), frame(2, 'zwö'), frame(1, 'lf\n')]), false)).toBe('one\nzwölf\n');
});

test('a log of a terminal comes as it is, a frame cut short is taken as far as it goes', () => {
  expect(logText(Buffer.from('a\r\nb\r\n'), true)).toBe('a\nb\n');
  expect(logText(frame(1, 'whole\n').subarray(0, 11), false)).toBe('who');
  expect(logText(Buffer.alloc(0), false)).toBe('');
});

test('what our own questions left is not shown', () => {
  const log = 'GET / 200 "curl/8"\nGET / 200 "slipway-check"\n';
  expect(logText(frame(1, log), false)).toBe('GET / 200 "curl/8"\n');
});
