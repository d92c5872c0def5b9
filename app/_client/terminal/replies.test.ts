import { expect, test } from 'vitest';
import { isTerminalReply } from './replies.ts';

test.each([
  '\x1b[?1;2c',
  '\x1b[>0;276;0c',
  '\x1b[12;40R',
  '\x1b[0n',
  '\x1b]11;rgb:ffff/ffff/ffff\x1b\\',
  '\x1bP1$r0m\x1b\\',
  '\x1b[?2004;1$y',
])('an answer to a program: %j', (data) => expect(isTerminalReply(data)).toBe(true));

test.each(['a', 'ls\r', '\x1b[A', '\x1bOA', '\x1b[15~', '\x1b[1;5C', '\x1b', '\x03', '镜像', '\x1b[200~text\x1b[201~'])(
  'typed: %j',
  (data) => expect(isTerminalReply(data)).toBe(false),
);
