import { z } from 'zod';
import { message } from '../../base/index.ts';
import {
  aboutExpected,
  containerSelector,
  containerVocabulary,
  namesAContainer,
  namesAContainerError,
} from '../container-match.ts';
import { judgeContainers } from '../container-state.ts';
import type { CheckKind } from '../kind.ts';
import { fitsPattern } from '../pattern.ts';
import { sampleContainer } from '../sample.ts';

const schema = z
  .strictObject({
    ...containerSelector,
    command: z
      .string()
      .min(1)
      .describe('What runs in it, its words separated by spaces, entrypoint included; `*` stands for any text.'),
  })
  .refine(namesAContainer, namesAContainerError);
type Expected = z.infer<typeof schema>;

/** A container was made to run a command. */
export const containerCommand: CheckKind<Expected> = {
  name: 'container-command',
  summary: 'Such a container was made to run a certain command, whether its program still runs or not.',
  schema,
  needsDaemon: true,
  describe: (expected) => aboutExpected('check.container-command.title', expected, { command: expected.command }),
  vocabulary: (expected) => [...containerVocabulary(expected), ...expected.command.split(' ')],

  evaluate: (expected, observation, context) =>
    judgeContainers(expected, observation, context, ({ name, command }) => {
      const line = command.join(' ');
      if (fitsPattern(expected.command, line))
        return { is: 'passed', because: message('check.container-command.passed', { name, command: line }) };
      const wrapped = /^\/bin\/sh -c /.test(line) && fitsPattern(expected.command, line.replace('/bin/sh -c ', ''));
      const values = { name, wanted: expected.command, found: line };
      const because = wrapped
        ? message('check.container-command.shell', values)
        : line === ''
          ? message('check.container-command.none', values)
          : message('check.container-command.other', values);
      return { is: 'failed', because, look: 'docker ps -a --no-trunc' };
    }),

  examples: [
    {
      title: 'That command',
      attributes: { image: 'ubuntu', command: 'bash' },
      given: { containers: [sampleContainer({ image: 'ubuntu', command: ['bash'] })] },
      verdict: { is: 'passed', because: 'check.container-command.passed' },
    },
    {
      title: 'A command like that',
      attributes: { image: 'ubuntu', command: '*sh -c *echo*' },
      given: {
        containers: [sampleContainer({ image: 'ubuntu', command: ['sh', '-c', 'while true; do echo hi; done'] })],
      },
      verdict: { is: 'passed', because: 'check.container-command.passed' },
    },
    {
      title: 'Another command',
      attributes: { image: 'ubuntu', command: 'bash' },
      given: { containers: [sampleContainer({ image: 'ubuntu', command: ['sleep', '60'] })] },
      verdict: { is: 'failed', because: 'check.container-command.other' },
    },
    {
      title: 'The same with other arguments',
      attributes: { image: 'ubuntu', command: 'sleep 60' },
      given: { containers: [sampleContainer({ image: 'ubuntu', command: ['sleep', '6'] })] },
      verdict: { is: 'failed', because: 'check.container-command.other' },
    },
    {
      title: 'Through a shell, because the Dockerfile has the shell form',
      attributes: { image: 'app', command: 'python app.py' },
      given: { containers: [sampleContainer({ image: 'app', command: ['/bin/sh', '-c', 'python app.py'] })] },
      verdict: { is: 'failed', because: 'check.container-command.shell' },
    },
    {
      title: 'Nothing to run',
      attributes: { image: 'app', command: 'python app.py' },
      given: { containers: [sampleContainer({ image: 'app', command: [] })] },
      verdict: { is: 'failed', because: 'check.container-command.none' },
    },
  ],
};
