import { z } from 'zod';
import { message } from '../../base/index.ts';
import {
  aboutExpected,
  containerSelector,
  containerVocabulary,
  matchingEvents,
  namesAContainer,
  namesAContainerError,
} from '../container-match.ts';
import { judgeContainers, notRunning } from '../container-state.ts';
import type { CheckKind } from '../kind.ts';
import { sampleContainer, sampleEvent, sampleTime } from '../sample.ts';

const schema = z.strictObject(containerSelector).refine(namesAContainer, namesAContainerError);
type Expected = z.infer<typeof schema>;

/** The same container ran, ended, and was started again, since the step began. */
export const containerRestarted: CheckKind<Expected> = {
  name: 'container-restarted',
  summary:
    'Such a container, the same and no new one, was started again since the step began: by `docker start`, `docker restart` or its restart policy.',
  schema,
  needsDaemon: true,
  describe: (expected) => aboutExpected('check.container-restarted.title', expected),
  vocabulary: containerVocabulary,

  evaluate: (expected, observation, context) =>
    judgeContainers(expected, observation, context, (container) => {
      const { id, name } = container;
      const own = matchingEvents(expected, observation, ['create', 'start', 'die'], 0).filter(
        (event) => event.id === id,
      );
      // Newest first: started since the step began, with an earlier start or end on record, or made before the step.
      const started = own.find(({ action, at }) => action === 'start' && at >= context.activatedAt);
      const before = own.filter((event) => started !== undefined && event.at <= started.at && event !== started);
      const again =
        started !== undefined &&
        (before.some(({ action }) => action === 'start' || action === 'die') ||
          container.createdAt < context.activatedAt - 1000);
      if (again) return { is: 'passed', because: message('check.container-restarted.passed', { name }) };
      const replaced = matchingEvents(expected, observation, ['destroy'], context.activatedAt).some(
        (event) => event.id !== id,
      );
      if (replaced && container.createdAt >= context.activatedAt)
        return { is: 'failed', because: message('check.container-restarted.replaced', { name }), look: 'docker ps -a' };
      if (container.state === 'running' || container.state === 'created')
        return { is: 'waiting', because: message('check.container-restarted.not-yet', { name }) };
      return (
        notRunning(container, expected) ?? {
          is: 'waiting',
          because: message('check.container-restarted.not-yet', { name }),
        }
      );
    }),

  examples: [
    {
      title: 'Restarted',
      attributes: { name: 'web' },
      given: {
        containers: [sampleContainer({ name: 'web', state: 'running' })],
        events: [event('start', 1), event('die', 2), event('start', 3)],
      },
      verdict: { is: 'passed', because: 'check.container-restarted.passed' },
    },
    {
      title: 'Started again, ended long ago',
      attributes: { name: 'web' },
      given: {
        containers: [sampleContainer({ name: 'web', state: 'running', createdAt: sampleTime - 60_000 })],
        events: [event('start', 3)],
      },
      verdict: { is: 'passed', because: 'check.container-restarted.passed' },
    },
    {
      title: 'Started for the first time',
      attributes: { name: 'web' },
      given: {
        containers: [sampleContainer({ name: 'web', state: 'running' })],
        events: [event('create', 1), event('start', 2)],
      },
      verdict: { is: 'waiting', because: 'check.container-restarted.not-yet' },
    },
    {
      title: 'Stopped, not started again',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', exitCode: 137 })], events: [event('die', 2)] },
      verdict: { is: 'failed', because: 'check.container-running.crashed' },
    },
    {
      title: 'Removed and made anew',
      attributes: { name: 'web' },
      given: {
        containers: [sampleContainer({ name: 'web', state: 'running' })],
        events: [{ ...event('destroy', 1), id: 'the-old-one' }, event('create', 2), event('start', 3)],
      },
      verdict: { is: 'failed', because: 'check.container-restarted.replaced' },
    },
    {
      title: 'Restarted before the step began',
      attributes: { name: 'web' },
      given: {
        containers: [sampleContainer({ name: 'web', state: 'running', createdAt: sampleTime - 60_000 })],
        events: [event('start', -30), event('die', -20), event('start', -10)],
      },
      verdict: { is: 'waiting', because: 'check.container-restarted.not-yet' },
    },
  ],
};

function event(action: string, seconds: number) {
  const attributes = { image: 'nginx', name: 'web' };
  return sampleEvent(action, { name: 'web', at: sampleTime + seconds * 1000, attributes });
}
