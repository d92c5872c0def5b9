import { z } from 'zod';
import { message } from '../../base/index.ts';
import {
  aboutExpected,
  containerSelector,
  containerVocabulary,
  namesAContainer,
  namesAContainerError,
} from '../container-match.ts';
import { judgeContainers, notRunning } from '../container-state.ts';
import type { CheckKind } from '../kind.ts';
import { sampleContainer, sampleEvent } from '../sample.ts';

const schema = z.strictObject(containerSelector).refine(namesAContainer, namesAContainerError);
type Expected = z.infer<typeof schema>;

/** There is such a container and it runs. */
export const containerRunning: CheckKind<Expected> = {
  name: 'container-running',
  summary: 'There is such a container and its program runs at this moment.',
  schema,
  needsDaemon: true,
  describe: (expected) => aboutExpected('check.container-running.title', expected),
  vocabulary: containerVocabulary,

  evaluate(expected, observation, context) {
    return judgeContainers(
      expected,
      observation,
      context,
      (container) =>
        notRunning(container, expected) ?? {
          is: 'passed',
          because: message('check.container-running.passed', { name: container.name }),
        },
    );
  },

  examples: [
    {
      title: 'Running',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', image: 'nginx', state: 'running' })] },
      verdict: { is: 'passed', because: 'check.container-running.passed' },
    },
    {
      title: 'Its program has ended',
      attributes: { image: 'hello-world' },
      given: { containers: [sampleContainer()] },
      verdict: { is: 'failed', because: 'check.container-running.ended' },
    },
    {
      title: 'Its program failed',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', exitCode: 1 })] },
      verdict: { is: 'failed', because: 'check.container-running.crashed' },
    },
    {
      title: 'Paused',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', state: 'paused' })] },
      verdict: { is: 'failed', because: 'check.container-running.paused' },
    },
    {
      title: 'Restarting over and over',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', state: 'restarting', exitCode: 1 })] },
      verdict: { is: 'failed', because: 'check.container-running.restarting' },
    },
    {
      title: 'Created, never started',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', state: 'created', startedAt: 0 })] },
      verdict: { is: 'failed', because: 'check.container.never-started' },
    },
    {
      title: 'Created, but its program could not be started',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', state: 'created', startedAt: 0, exitCode: 127 })] },
      verdict: { is: 'failed', because: 'check.container.start-failed' },
    },
    {
      title: 'Ran with --rm and is gone',
      attributes: { image: 'hello-world' },
      given: { events: [sampleEvent('create'), sampleEvent('die'), sampleEvent('destroy')] },
      verdict: { is: 'failed', because: 'check.container.gone' },
    },
    {
      title: 'The daemon does not answer',
      attributes: { name: 'web' },
      given: { daemon: 'down' },
      verdict: { is: 'failed', because: 'check.daemon.down' },
    },
  ],
};
