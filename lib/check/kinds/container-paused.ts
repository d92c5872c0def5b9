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
import { sampleContainer } from '../sample.ts';

const schema = z.strictObject(containerSelector).refine(namesAContainer, namesAContainerError);
type Expected = z.infer<typeof schema>;

/** A container is paused: its processes are frozen. */
export const containerPaused: CheckKind<Expected> = {
  name: 'container-paused',
  summary: 'Such a container is paused (`docker pause`).',
  schema,
  needsDaemon: true,
  describe: (expected) => aboutExpected('check.container-paused.title', expected),
  vocabulary: containerVocabulary,

  evaluate: (expected, observation, context) =>
    judgeContainers(expected, observation, context, (container) => {
      const { name, state } = container;
      if (state === 'paused') return { is: 'passed', because: message('check.container-paused.passed', { name }) };
      if (state === 'running') return { is: 'waiting', because: message('check.container-paused.running', { name }) };
      if (state !== 'exited')
        return (
          notRunning(container, expected) ?? {
            is: 'waiting',
            because: message('check.container-paused.running', { name }),
          }
        );
      const found = message('check.found.state', { name, state });
      return {
        is: 'failed',
        because: message('check.container-paused.stopped', { name }),
        found,
        look: 'docker ps -a',
      };
    }),

  examples: [
    {
      title: 'Paused',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', state: 'paused' })] },
      verdict: { is: 'passed', because: 'check.container-paused.passed' },
    },
    {
      title: 'Running',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', state: 'running' })] },
      verdict: { is: 'waiting', because: 'check.container-paused.running' },
    },
    {
      title: 'Stopped instead of paused',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', exitCode: 137 })] },
      verdict: { is: 'failed', because: 'check.container-paused.stopped' },
    },
    {
      title: 'Created, never started',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', state: 'created', startedAt: 0 })] },
      verdict: { is: 'failed', because: 'check.container.never-started' },
    },
  ],
};
