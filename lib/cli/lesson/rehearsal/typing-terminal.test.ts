import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { systemClock } from '#lib/base/index.ts';
import type { TerminalStream } from '#sandbox/model.ts';
import { TypingTerminal } from './typing-terminal.ts';

/** A terminal that answers every line by this table; nothing for a line that is not in it. */
function scriptedTerminal(answers: Record<string, string>): TerminalStream & { says(text: string): void } {
  const screen = new PassThrough();
  screen.push('learner@docker:~# ');
  return Object.assign(screen, {
    write: (line: string) => screen.push(`${line}\n${answers[line.trim()] ?? ''}`),
    says: (text: string) => screen.push(text),
    resize: async () => {},
    exited: new Promise<number>(() => {}),
  }) as unknown as TerminalStream & { says(text: string): void };
}

test.each([
  ['the same prompt', 'learner@docker:~# '],
  ['the prompt of bash in a container', 'root@4c01db0b339c:/# '],
  ['the prompt of busybox in a container', '/ # '],
  ['the middle of a command', '> '],
])('a line has ended at %s', async (_, prompt) => {
  const terminal = new TypingTerminal(scriptedTerminal({ line: `output\n${prompt}` }), systemClock, () => {});
  const { signal } = new AbortController();
  await terminal.ready(500, signal);
  await expect(terminal.type('line', 500, signal)).resolves.toBeUndefined();
});

test.each([
  ['output only', 'root@4c01db0b339c:/# is what the prompt will be\n'],
  ['no output at all', ''],
])('a line has not ended after %s', async (_, output) => {
  const terminal = new TypingTerminal(scriptedTerminal({ line: output }), systemClock, () => {});
  const { signal } = new AbortController();
  await terminal.ready(500, signal);
  await expect(terminal.type('line', 50, signal)).rejects.toThrow('"line" did not end');
});

test('after exit the shell that was left may draw its prompt again', async () => {
  const inside = 'root@4c01db0b339c:/# ';
  const stream = scriptedTerminal({ 'docker run': inside, exit: inside });
  const terminal = new TypingTerminal(stream, systemClock, () => {});
  const { signal } = new AbortController();
  await terminal.ready(500, signal);
  await terminal.type('docker run', 500, signal);
  let ended = false;
  const exit = terminal.type('exit', 500, signal).then(() => {
    ended = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(ended).toBe(false);
  stream.says('exit\nlearner@docker:~# ');
  await exit;
});
