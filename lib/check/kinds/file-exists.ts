import { z } from 'zod';
import { message } from '../../base/index.ts';
import { absolutePath, homePath, lookForFile } from '../home-path.ts';
import type { CheckKind } from '../kind.ts';

const schema = z.strictObject({
  path: homePath.describe('Path below the home folder: `app/Dockerfile`.'),
});
type Expected = z.infer<typeof schema>;

/** A file is there. */
export const fileExists: CheckKind<Expected> = {
  name: 'file-exists',
  summary: 'A file is below the home folder of the learner’s machine, and is not empty.',
  schema,
  needsDaemon: false,
  describe: ({ path }) => message('check.file-exists.title', { path }),
  vocabulary: ({ path }) => [path],
  wants: ({ path }) => ({ files: [absolutePath(path)] }),

  evaluate({ path }, observation) {
    const text = observation.files[absolutePath(path)] ?? null;
    const look = lookForFile(path);
    if (text === null) return { is: 'waiting', because: message('check.file-exists.none', { path }) };
    if (text.trim() === '') return { is: 'failed', because: message('check.file-exists.empty', { path }), look };
    return { is: 'passed', because: message('check.file-exists.passed', { path }) };
  },

  examples: [
    {
      title: 'Saved',
      attributes: { path: 'Dockerfile' },
      given: { files: { '/root/Dockerfile': 'FROM debian\n' } },
      verdict: { is: 'passed', because: 'check.file-exists.passed' },
    },
    {
      title: 'Not there',
      attributes: { path: 'app/Dockerfile' },
      given: { files: { '/root/app/Dockerfile': null } },
      verdict: { is: 'waiting', because: 'check.file-exists.none' },
    },
    {
      title: 'Empty',
      attributes: { path: 'Dockerfile' },
      given: { files: { '/root/Dockerfile': '\n' } },
      verdict: { is: 'failed', because: 'check.file-exists.empty' },
    },
  ],
};
