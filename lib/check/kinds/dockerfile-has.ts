import { z } from 'zod';
import { message } from '../../base/index.ts';
import { type DockerfileInstruction, dockerfileKeywords, readDockerfile } from '../dockerfile.ts';
import { looksLike } from '../edit-distance.ts';
import { absolutePath, homePath } from '../home-path.ts';
import type { CheckKind } from '../kind.ts';
import type { Verdict } from '../model.ts';
import { fitsPattern } from '../pattern.ts';
import { wholeNumber } from '../whole-number.ts';

const schema = z.strictObject({
  path: homePath.default('Dockerfile').describe('Path below the home folder; `Dockerfile` unless given.'),
  instruction: z.enum(dockerfileKeywords).describe('The instruction.'),
  argument: z
    .string()
    .min(1)
    .optional()
    .describe(
      'All that follows it, flags included, on one line; `*` stands for any text. A JSON list is its words: `python app.py`.',
    ),
  form: z.enum(['exec', 'shell']).optional().describe('Form it must have: a JSON list (`exec`) or a line (`shell`).'),
  times: wholeNumber(100)
    .optional()
    .describe('How often it must be there; at least once when left out. `0`: not at all.'),
});
type Expected = z.infer<typeof schema>;

/** A saved Dockerfile has an instruction. */
export const dockerfileHas: CheckKind<Expected> = {
  name: 'dockerfile-has',
  summary:
    'A saved Dockerfile has an instruction, on demand with certain arguments, in a certain form, so many times or not at all.',
  schema,
  needsDaemon: false,
  describe: (expected) =>
    message(expected.times === 0 ? 'check.dockerfile-has.title-not' : 'check.dockerfile-has.title', names(expected)),
  vocabulary: ({ path }) => [path],
  wants: ({ path }) => ({ files: [absolutePath(path)] }),

  evaluate(expected, { files }) {
    const { path } = expected;
    const text = files[absolutePath(path)] ?? null;
    if (text === null) return { is: 'waiting', because: message('check.file-exists.none', { path }) };
    const look = `cat ${path}`;
    if (text.trim() === '') return { is: 'failed', because: message('check.file-exists.empty', { path }), look };
    const verdict = judge(expected, readDockerfile(text), text);
    return verdict.is === 'failed' ? { ...verdict, look } : verdict;
  },

  examples: [
    example('There', { instruction: 'EXPOSE', argument: '80' }, 'EXPOSE 80', 'passed', 'check.dockerfile-has.passed'),
    example(
      'Spread over lines',
      { instruction: 'RUN', argument: 'apt-get update && *' },
      'RUN apt-get update \\\n && true',
      'passed',
      'check.dockerfile-has.passed',
    ),
    example(
      'All in one RUN',
      { instruction: 'RUN', times: '1' },
      'RUN a && b',
      'passed',
      'check.dockerfile-has.passed',
    ),
    example(
      'Not there any more',
      { instruction: 'MAINTAINER', times: '0' },
      'LABEL maintainer=Ada',
      'passed',
      'check.dockerfile-has.passed',
    ),
    example('Missing', { instruction: 'EXPOSE', argument: '80' }, 'RUN true', 'failed', 'check.dockerfile-has.missing'),
    example(
      'Other arguments',
      { instruction: 'EXPOSE', argument: '80' },
      'EXPOSE 8080',
      'failed',
      'check.dockerfile-has.other-argument',
    ),
    example('Misspelt', { instruction: 'EXPOSE' }, 'EXPSOE 80', 'failed', 'check.dockerfile-has.misspelt'),
    example('Behind a #', { instruction: 'EXPOSE' }, '# EXPOSE 80', 'failed', 'check.dockerfile-has.commented'),
    example(
      'As a line for a shell',
      { instruction: 'CMD', argument: 'python app.py', form: 'exec' },
      'CMD python app.py',
      'failed',
      'check.dockerfile-has.other-form',
    ),
    example(
      'A list in single quotes',
      { instruction: 'CMD', argument: 'python app.py', form: 'exec' },
      "CMD ['python', 'app.py']",
      'failed',
      'check.dockerfile-has.broken-list',
    ),
    example(
      'Too often',
      { instruction: 'RUN', times: '1' },
      'RUN a\nRUN b',
      'failed',
      'check.dockerfile-has.too-often',
    ),
    example('Too seldom', { instruction: 'RUN', times: '2' }, 'RUN a', 'failed', 'check.dockerfile-has.too-seldom'),
    example(
      'Still there',
      { instruction: 'MAINTAINER', times: '0' },
      'MAINTAINER Ada',
      'failed',
      'check.dockerfile-has.still-there',
    ),
    {
      title: 'Without FROM',
      attributes: { instruction: 'EXPOSE' },
      given: { files: { '/root/Dockerfile': 'RUN true\n' } },
      verdict: { is: 'failed', because: 'check.dockerfile-has.no-from' },
    },
    {
      title: 'Not saved yet',
      attributes: { instruction: 'EXPOSE' },
      given: { files: { '/root/Dockerfile': null } },
      verdict: { is: 'waiting', because: 'check.file-exists.none' },
    },
    {
      title: 'Empty',
      attributes: { instruction: 'EXPOSE' },
      given: { files: { '/root/Dockerfile': '' } },
      verdict: { is: 'failed', because: 'check.file-exists.empty' },
    },
  ],
};

function judge(expected: Expected, all: readonly DockerfileInstruction[], text: string): Verdict {
  const { instruction, argument, form, times } = expected;
  const values = names(expected);
  const fail = (because: ReturnType<typeof message>): Verdict => ({ is: 'failed', because });
  const same = all.filter(({ keyword }) => keyword === instruction);
  const fitting = same.filter(({ line }) => argument === undefined || fitsPattern(argument, line));
  const right = fitting.filter((each) => form === undefined || each.form === form);
  const count = right.length;
  if (times === 0 && count > 0) return fail(message('check.dockerfile-has.still-there', values));
  if (count > 0 && times !== undefined && count !== times) {
    const because = count > times ? 'check.dockerfile-has.too-often' : 'check.dockerfile-has.too-seldom';
    return fail(message(because, { ...values, count, wanted: times }));
  }
  if (count > 0 || times === 0) return { is: 'passed', because: message('check.dockerfile-has.passed', values) };
  if (same.some((each) => each.form === 'broken')) return fail(message('check.dockerfile-has.broken-list', values));
  if (fitting.length > 0) return fail(message('check.dockerfile-has.other-form', { ...values, form: form ?? 'any' }));
  const [other] = same;
  if (other) return fail(message('check.dockerfile-has.other-argument', { ...values, found: other.line }));
  const misspelt = all.find(({ keyword }) => !isKeyword(keyword) && looksLike(keyword, instruction));
  if (misspelt) return fail(message('check.dockerfile-has.misspelt', { ...values, found: misspelt.keyword }));
  const commented = text.split('\n').some((line) => new RegExp(`^\\s*#\\s*${instruction}\\s`, 'i').test(line));
  if (commented) return fail(message('check.dockerfile-has.commented', values));
  if (!all.some(({ keyword }) => keyword === 'FROM')) return fail(message('check.dockerfile-has.no-from', values));
  return fail(message('check.dockerfile-has.missing', values));
}

function names({ path, instruction, argument }: Expected) {
  return { path, instruction, argument: argument === undefined ? '' : ` ${argument}` };
}

function isKeyword(word: string): boolean {
  return dockerfileKeywords.some((keyword) => keyword === word);
}

function example(
  title: string,
  attributes: Record<string, string>,
  lines: string,
  is: 'passed' | 'failed',
  because: string,
) {
  return {
    title,
    attributes,
    given: { files: { '/root/Dockerfile': `FROM debian:13\n${lines}\n` } },
    verdict: { is, because },
  };
}
