import { z } from 'zod';
import { message } from '../../base/index.ts';
import { type DockerfileInstruction, readDockerfile } from '../dockerfile.ts';
import { absolutePath, homePath } from '../home-path.ts';
import type { CheckKind } from '../kind.ts';
import { fitsPattern } from '../pattern.ts';

const instruction = z.string().regex(/^[A-Z]+( .+)?$/, 'an instruction in capitals, such as RUN pip install *');
const schema = z.strictObject({
  path: homePath.default('Dockerfile').describe('Path below the home folder; `Dockerfile` unless given.'),
  above: instruction.describe('What must stand above: `RUN pip install *`; `*` stands for any text.'),
  below: instruction.describe('What must stand below it: `COPY . *`.'),
});
type Expected = z.infer<typeof schema>;

/** Two instructions of a Dockerfile stand in the order that lets the cache work. */
export const dockerfileOrder: CheckKind<Expected> = {
  name: 'dockerfile-order',
  summary: 'One instruction of a saved Dockerfile stands above another: what changes seldom above what changes often.',
  schema,
  needsDaemon: false,
  describe: (expected) => message('check.dockerfile-order.title', expected),
  vocabulary: ({ path }) => [path],
  wants: ({ path }) => ({ files: [absolutePath(path)] }),

  evaluate(expected, { files }) {
    const { path, above, below } = expected;
    const text = files[absolutePath(path)] ?? null;
    if (text === null) return { is: 'waiting', because: message('check.file-exists.none', { path }) };
    const look = `cat -n ${path}`;
    if (text.trim() === '') return { is: 'failed', because: message('check.file-exists.empty', { path }), look };
    const all = readDockerfile(text);
    const upper = all.findIndex((each) => fits(above, each));
    const lower = all.findIndex((each) => fits(below, each));
    if (upper === -1)
      return { is: 'failed', because: message('check.dockerfile-order.missing', { path, missing: above }), look };
    if (lower === -1)
      return { is: 'failed', because: message('check.dockerfile-order.missing', { path, missing: below }), look };
    if (lower < upper) return { is: 'failed', because: message('check.dockerfile-order.reversed', expected), look };
    return { is: 'passed', because: message('check.dockerfile-order.passed', expected) };
  },

  examples: [
    example(
      'In order',
      'COPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .',
      'passed',
      'check.dockerfile-order.passed',
    ),
    example(
      'The other way round',
      'COPY . .\nRUN pip install -r requirements.txt',
      'failed',
      'check.dockerfile-order.reversed',
    ),
    example('The first is missing', 'COPY . .', 'failed', 'check.dockerfile-order.missing'),
    example('The second is missing', 'RUN pip install flask', 'failed', 'check.dockerfile-order.missing'),
    {
      title: 'Not saved yet',
      attributes: { above: 'RUN pip install *', below: 'COPY . *' },
      given: {},
      verdict: { is: 'waiting', because: 'check.file-exists.none' },
    },
    {
      title: 'Empty',
      attributes: { above: 'RUN pip install *', below: 'COPY . *' },
      given: { files: { '/root/Dockerfile': ' ' } },
      verdict: { is: 'failed', because: 'check.file-exists.empty' },
    },
  ],
};

function fits(pattern: string, { keyword, line }: DockerfileInstruction): boolean {
  return pattern.includes(' ') ? fitsPattern(pattern, `${keyword} ${line}`) : keyword === pattern;
}

function example(title: string, lines: string, is: 'passed' | 'failed', because: string) {
  return {
    title,
    attributes: { above: 'RUN pip install *', below: 'COPY . *' },
    given: { files: { '/root/Dockerfile': `FROM python:3.13\n${lines}\n` } },
    verdict: { is, because },
  };
}
