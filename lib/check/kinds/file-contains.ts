import { z } from 'zod';
import { message } from '../../base/index.ts';
import { absolutePath, homePath, lookForFile } from '../home-path.ts';
import type { CheckKind } from '../kind.ts';
import { nearlyOccurs, occurs } from '../pattern.ts';

const schema = z
  .strictObject({
    path: homePath.describe('Path below the home folder.'),
    text: z.string().min(1).optional().describe('Text that must be in it; `*` stands for any text within a line.'),
    without: z.string().min(1).optional().describe('Text that must not be in it; `*` as above.'),
  })
  .refine(({ text, without }) => text !== undefined || without !== undefined, 'give text="…", without="…" or both');
type Expected = z.infer<typeof schema>;

/** A saved file has, or has not, a text in it. */
export const fileContains: CheckKind<Expected> = {
  name: 'file-contains',
  summary: 'A file below the home folder is saved with a text in it, or without one.',
  schema,
  needsDaemon: false,
  describe: ({ path, text, without }) =>
    text === undefined
      ? message('check.file-contains.title-without', { path, text: without ?? '' })
      : message('check.file-contains.title', { path, text }),
  vocabulary: ({ path }) => [path],
  wants: ({ path }) => ({ files: [absolutePath(path)] }),

  evaluate({ path, text, without }, { files }) {
    const content = files[absolutePath(path)] ?? null;
    if (content === null) return { is: 'waiting', because: message('check.file-exists.none', { path }) };
    if (content.trim() === '')
      return { is: 'failed', because: message('check.file-exists.empty', { path }), look: lookForFile(path) };
    const look = `cat ${path}`;
    if (text !== undefined && !occurs(text, content)) {
      const because = nearlyOccurs(text, content)
        ? message('check.file-contains.nearly', { path, text })
        : message('check.file-contains.missing', { path, text });
      return { is: 'failed', because, look };
    }
    if (without !== undefined && occurs(without, content))
      return { is: 'failed', because: message('check.file-contains.still-there', { path, text: without }), look };
    return { is: 'passed', because: message('check.file-contains.passed', { path }) };
  },

  examples: [
    {
      title: 'The text is there',
      attributes: { path: 'app/requirements.txt', text: 'redis' },
      given: { files: { '/root/app/requirements.txt': 'Flask\nredis\n' } },
      verdict: { is: 'passed', because: 'check.file-contains.passed' },
    },
    {
      title: 'A text like that is there',
      attributes: { path: 'compose.yaml', text: 'image: redis*', without: 'links:' },
      given: { files: { '/root/compose.yaml': 'services:\n  redis:\n    image: redis:8\n' } },
      verdict: { is: 'passed', because: 'check.file-contains.passed' },
    },
    {
      title: 'The file is not saved yet',
      attributes: { path: 'compose.yaml', text: 'redis' },
      given: { files: { '/root/compose.yaml': null } },
      verdict: { is: 'waiting', because: 'check.file-exists.none' },
    },
    {
      title: 'The file is empty',
      attributes: { path: 'compose.yaml', text: 'redis' },
      given: { files: { '/root/compose.yaml': '' } },
      verdict: { is: 'failed', because: 'check.file-exists.empty' },
    },
    {
      title: 'The text is missing',
      attributes: { path: 'compose.yaml', text: 'redis' },
      given: { files: { '/root/compose.yaml': 'services: {}\n' } },
      verdict: { is: 'failed', because: 'check.file-contains.missing' },
    },
    {
      title: 'Other letters or spaces',
      attributes: { path: 'requirements.txt', text: 'Flask' },
      given: { files: { '/root/requirements.txt': 'flask\n' } },
      verdict: { is: 'failed', because: 'check.file-contains.nearly' },
    },
    {
      title: 'What should go is still there',
      attributes: { path: 'app.py', without: 'debug=True' },
      given: { files: { '/root/app.py': 'app.run(debug=True)\n' } },
      verdict: { is: 'failed', because: 'check.file-contains.still-there' },
    },
  ],
};
