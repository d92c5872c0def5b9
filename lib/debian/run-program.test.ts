import { describe, expect, test } from 'vitest';
import { runProgram } from './run-program.ts';

describe('runProgram', () => {
  test('returns stdout and shows every line of both streams', async () => {
    const lines: string[] = [];
    const output = await runProgram(['sh', '-c', 'echo one; echo two >&2'], { onLine: (line) => lines.push(line) });
    expect(output).toBe('one');
    expect(lines.sort()).toEqual(['one', 'two']);
  });
  test('a failure carries the last words of the program', async () => {
    const failed = runProgram(['sh', '-c', 'echo no space left >&2; exit 3']);
    await expect(failed).rejects.toThrow(/sh ended with 3:\nno space left/);
  });
  test('a missing program is a failure too', async () => {
    await expect(runProgram(['/nonexistent/tool'])).rejects.toThrow(/cannot be run/);
  });
  test('an abort ends the program', async () => {
    const stop = new AbortController();
    const running = runProgram(['sh', '-c', 'echo ready; exec sleep 60'], {
      signal: stop.signal,
      onLine: () => stop.abort(new Error('enough')),
    });
    await expect(running).rejects.toThrow('enough');
  });
});
