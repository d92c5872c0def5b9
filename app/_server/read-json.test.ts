import { expect, test } from 'vitest';
import { codeOf } from '#lib/base/index.ts';
import { readJson } from './read-json.ts';

const put = (body: BodyInit) => new Request('http://x/', { method: 'PUT', body, duplex: 'half' } as RequestInit);

test('reads a body, in whatever pieces it comes', async () => {
  const pieces = ['{"text":"', '\u9cb8', '"}'].map((piece) => new TextEncoder().encode(piece));
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  expect(await readJson(put(body))).toEqual({ text: '鲸' });
});

test.each(['', 'not json', '{'])('%j is not JSON', async (body) => {
  await expect(readJson(put(body))).rejects.toThrow(SyntaxError);
});

test('an endless body is not read to its end', async () => {
  let pieces = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pieces++;
      controller.enqueue(new Uint8Array(1024 * 1024));
    },
  });
  const code = await readJson(put(body)).catch(codeOf);
  expect(code).toBe('FILE_TOO_LARGE');
  expect(pieces).toBeLessThan(12);
});
