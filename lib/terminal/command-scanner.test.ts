import { expect, test } from 'vitest';
import { CommandScanner, type FinishedCommand } from './command-scanner.ts';

const scanAll = (...chunks: (string | Buffer)[]): FinishedCommand[] => {
  const found: FinishedCommand[] = [];
  const scanner = new CommandScanner((command) => found.push(command));
  for (const chunk of chunks) scanner.scan(Buffer.from(chunk));
  return found;
};
const marks = '\u001b]633;E;  12  docker pull hello-world\r\n\u0007\u001b]633;D;0\u0007';

test('reads a command and its exit code out of ordinary output', () => {
  expect(scanAll(`latest: Pulling\r\n${marks}learner@docker:~# `)).toEqual([
    { line: 'docker pull hello-world', exitCode: 0 },
  ]);
});
test('finds a mark however it is cut', () => {
  const bytes = Buffer.from(`x${marks}y`);
  for (let cut = 1; cut < bytes.length; cut++) {
    expect(scanAll(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual([
      { line: 'docker pull hello-world', exitCode: 0 },
    ]);
  }
  expect(scanAll(...[...bytes].map((byte) => Buffer.from([byte])))).toHaveLength(1);
});
test('Chinese and several commands survive', () => {
  expect(
    scanAll('\u001b]633;E;1 echo 你好\u0007\u001b]633;D;0\u0007\u001b]633;E;2 false\u0007\u001b]633;D;1\u0007'),
  ).toEqual([
    { line: 'echo 你好', exitCode: 0 },
    { line: 'false', exitCode: 1 },
  ]);
});
test('an exit code without a command line says nothing (empty Enter)', () => {
  expect(scanAll('\u001b]633;D;130\u0007')).toEqual([]);
});
test('a mark that never ends is given up, and the next one is found', () => {
  expect(scanAll(`\u001b]633;E;${'x'.repeat(9000)}`, marks)).toEqual([
    { line: 'docker pull hello-world', exitCode: 0 },
  ]);
});
