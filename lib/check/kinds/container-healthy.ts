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

const schema = z
  .strictObject({
    ...containerSelector,
    health: z.enum(['healthy', 'unhealthy']).default('healthy').describe('`healthy` unless given.'),
  })
  .refine(namesAContainer, namesAContainerError);
type Expected = z.infer<typeof schema>;

/** A running container's own health check says what is expected. */
export const containerHealthy: CheckKind<Expected> = {
  name: 'container-healthy',
  summary: 'Such a container runs and its health check reports `healthy` (or, when asked for, `unhealthy`).',
  schema,
  needsDaemon: true,
  describe: (expected) => aboutExpected('check.container-healthy.title', expected, { health: expected.health }),
  vocabulary: containerVocabulary,

  evaluate: (expected, observation, context) =>
    judgeContainers(expected, observation, context, (container) => {
      const { name, health } = container;
      const stopped = notRunning(container, expected);
      if (stopped) return stopped;
      if (health === expected.health)
        return { is: 'passed', because: message('check.container-healthy.passed', { name, health }) };
      if (health === 'starting')
        return { is: 'waiting', because: message('check.container-healthy.starting', { name }) };
      const look = `docker inspect --format '{{json .State.Health}}' ${name}`;
      if (health === 'none')
        return { is: 'failed', because: message('check.container-healthy.no-check', { name }), look };
      const because =
        health === 'unhealthy'
          ? message('check.container-healthy.unhealthy', { name })
          : message('check.container-healthy.still-healthy', { name });
      return { is: 'failed', because, look };
    }),

  examples: [
    {
      title: 'Healthy',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', state: 'running', health: 'healthy' })] },
      verdict: { is: 'passed', because: 'check.container-healthy.passed' },
    },
    {
      title: 'Not tried yet',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', state: 'running', health: 'starting' })] },
      verdict: { is: 'waiting', because: 'check.container-healthy.starting' },
    },
    {
      title: 'Without a health check',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', state: 'running' })] },
      verdict: { is: 'failed', because: 'check.container-healthy.no-check' },
    },
    {
      title: 'Unhealthy',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', state: 'running', health: 'unhealthy' })] },
      verdict: { is: 'failed', because: 'check.container-healthy.unhealthy' },
    },
    {
      title: 'Still healthy, though it should not be',
      attributes: { name: 'web', health: 'unhealthy' },
      given: { containers: [sampleContainer({ name: 'web', state: 'running', health: 'healthy' })] },
      verdict: { is: 'failed', because: 'check.container-healthy.still-healthy' },
    },
    {
      title: 'Its program has ended',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', health: 'unhealthy', exitCode: 1 })] },
      verdict: { is: 'failed', because: 'check.container-running.crashed' },
    },
  ],
};
