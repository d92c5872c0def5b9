import { expect, test } from 'vitest';
import { codeOf } from '#lib/base/index.ts';
import { bytesOf, largestFile, textOf } from './file-requests.ts';

const codeFrom = (action: () => unknown) => {
  try {
    action();
  } catch (error) {
    return codeOf(error);
  }
};

test('text survives the way there and back, byte order mark and Chinese included', () => {
  for (const text of ['', '镜像\n', '\uFEFFa', 'a\r\nb']) expect(textOf(bytesOf(text))).toBe(text);
});

test('what is not text is refused', () => {
  expect(codeFrom(() => textOf(new Uint8Array([0xff, 0xfe, 0])))).toBe('FILE_BINARY');
  expect(codeFrom(() => textOf(new Uint8Array([65, 0, 66])))).toBe('FILE_BINARY');
});

test('the limit counts bytes, not characters', () => {
  expect(bytesOf('a'.repeat(largestFile))).toHaveLength(largestFile);
  expect(codeFrom(() => bytesOf('镜'.repeat(largestFile / 2)))).toBe('FILE_TOO_LARGE');
});
