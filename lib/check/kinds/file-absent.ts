import { z } from 'zod';
import { message } from '../../base/index.ts';
import { absolutePath, homePath, lookForFile } from '../home-path.ts';
import type { CheckKind } from '../kind.ts';

const schema = z.strictObject({
  path: homePath.describe('Path below the home folder.'),
});
type Expected = z.infer<typeof schema>;

/** A file is gone. `once`: it must have been there; `holds`: only now counts. */
export const fileAbsent: CheckKind<Expected> = {
  name: 'file-absent',
  summary: 'A file is not (any more) below the home folder. With mode `once` it must have been there.',
  schema,
  needsDaemon: false,
  describe: ({ path }) => message('check.file-absent.title', { path }),
  vocabulary: ({ path }) => [path],
  wants: ({ path }) => ({ files: [absolutePath(path)] }),
  remembers: ({ path }, { files }) => typeof files[absolutePath(path)] === 'string',

  evaluate({ path }, { files, commands }, { mode, remembered, activatedAt }) {
    const present = typeof files[absolutePath(path)] === 'string';
    if (!present && (mode === 'holds' || remembered))
      return { is: 'passed', because: message('check.file-absent.passed', { path }) };
    if (!present) return { is: 'waiting', because: message('check.file-absent.never', { path }) };
    const tried = commands.some(({ at, line }) => at >= activatedAt && /\b(rm|mv|unlink)\b/.test(line));
    if (!tried) return { is: 'waiting', because: message('check.file-absent.present', { path }) };
    return { is: 'failed', because: message('check.file-absent.not-removed', { path }), look: lookForFile(path) };
  },

  examples: [
    {
      title: 'Removed',
      attributes: { path: 'notes.txt' },
      given: { files: { '/root/notes.txt': null } },
      context: { remembered: true },
      verdict: { is: 'passed', because: 'check.file-absent.passed' },
    },
    {
      title: 'Never was there',
      attributes: { path: 'notes.txt' },
      given: { files: { '/root/notes.txt': null } },
      verdict: { is: 'waiting', because: 'check.file-absent.never' },
    },
    {
      title: 'Still there',
      attributes: { path: 'notes.txt' },
      given: { files: { '/root/notes.txt': 'x' } },
      verdict: { is: 'waiting', because: 'check.file-absent.present' },
    },
    {
      title: 'Another file was removed',
      attributes: { path: 'notes.txt' },
      given: {
        files: { '/root/notes.txt': 'x' },
        commands: [{ at: 1_760_000_000_001, line: 'rm note.txt', exitCode: 1 }],
      },
      verdict: { is: 'failed', because: 'check.file-absent.not-removed' },
    },
  ],
};
