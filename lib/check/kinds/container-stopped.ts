import { z } from 'zod';
import { message } from '../../base/index.ts';
import {
  aboutExpected,
  containerSelector,
  containerVocabulary,
  matchingEvents,
  namesAContainer,
  namesAContainerError,
  neverRan,
} from '../container-match.ts';
import { judgeContainers } from '../container-state.ts';
import type { CheckKind } from '../kind.ts';
import type { Observation, ObservedContainer } from '../model.ts';
import { sampleContainer, sampleEvent } from '../sample.ts';

const schema = z
  .strictObject({
    ...containerSelector,
    by: z
      .enum(['stop', 'kill', 'itself'])
      .optional()
      .describe(
        'How it must have ended: `stop` (SIGTERM first), `kill` (SIGKILL at once) or by `itself`; any way when left out.',
      ),
  })
  .refine(namesAContainer, namesAContainerError);
type Expected = z.infer<typeof schema>;

/** A container is still there, but its program does not run any more. */
export const containerStopped: CheckKind<Expected> = {
  name: 'container-stopped',
  summary: 'Such a container is there and its program has ended, with whatever exit code; on demand in a certain way.',
  schema,
  needsDaemon: true,
  describe: (expected) => aboutExpected('check.container-stopped.title', expected, { way: expected.by ?? 'any' }),
  vocabulary: containerVocabulary,

  evaluate: (expected, observation, context) =>
    judgeContainers(expected, observation, context, (container) => {
      const { name, state, exitCode: code } = container;
      if (state === 'created') return neverRan(container, expected);
      const found = message('check.found.state', { name, state });
      if (state === 'exited' || state === 'dead') {
        const way = endedBy(container, observation);
        if (expected.by === undefined || way === expected.by)
          return { is: 'passed', because: message('check.container-stopped.passed', { name, code }) };
        const values = { name, way, wanted: expected.by, code };
        return {
          is: 'failed',
          because: message('check.container-stopped.other-way', values),
          found,
          look: 'docker ps -a',
        };
      }
      if (state === 'paused')
        return { is: 'failed', because: message('check.container-stopped.paused', { name }), found, look: 'docker ps' };
      const restarted = matchingEvents(expected, observation, ['die'], context.activatedAt).length > 0;
      if (restarted || state === 'restarting')
        return { is: 'failed', because: message('check.container-stopped.again', { name }), found, look: 'docker ps' };
      return { is: 'waiting', because: message('check.container-stopped.running', { name }) };
    }),

  examples: [
    {
      title: 'Stopped',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', exitCode: 137 })] },
      verdict: { is: 'passed', because: 'check.container-stopped.passed' },
    },
    {
      title: 'Killed, as wanted',
      attributes: { name: 'web', by: 'kill' },
      given: { containers: [sampleContainer({ name: 'web', exitCode: 137 })], events: ended('9') },
      verdict: { is: 'passed', because: 'check.container-stopped.passed' },
    },
    {
      title: 'Killed instead of stopped',
      attributes: { name: 'web', by: 'stop' },
      given: { containers: [sampleContainer({ name: 'web', exitCode: 137 })], events: ended('9') },
      verdict: { is: 'failed', because: 'check.container-stopped.other-way' },
    },
    {
      title: 'Stopped instead of killed',
      attributes: { name: 'web', by: 'kill' },
      given: { containers: [sampleContainer({ name: 'web', exitCode: 143 })], events: ended('15') },
      verdict: { is: 'failed', because: 'check.container-stopped.other-way' },
    },
    {
      title: 'Ended by itself',
      attributes: { name: 'web', by: 'stop' },
      given: { containers: [sampleContainer({ name: 'web' })], events: [web('start'), web('die')] },
      verdict: { is: 'failed', because: 'check.container-stopped.other-way' },
    },
    {
      title: 'Running',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', state: 'running' })] },
      verdict: { is: 'waiting', because: 'check.container-stopped.running' },
    },
    {
      title: 'Running again',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', state: 'running' })], events: ended('15') },
      verdict: { is: 'failed', because: 'check.container-stopped.again' },
    },
    {
      title: 'Paused instead of stopped',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', state: 'paused' })] },
      verdict: { is: 'failed', because: 'check.container-stopped.paused' },
    },
    {
      title: 'Removed instead of stopped',
      attributes: { name: 'web' },
      given: { events: [...ended('9'), web('destroy')] },
      verdict: { is: 'failed', because: 'check.container.gone' },
    },
    {
      title: 'Created, never started',
      attributes: { name: 'web' },
      given: { containers: [sampleContainer({ name: 'web', state: 'created', startedAt: 0 })] },
      verdict: { is: 'failed', because: 'check.container.never-started' },
    },
  ],
};

/**
 * What Docker sent before the program's latest end. `docker stop` sends the stop signal, then SIGKILL when it was not heard;
 * `docker kill` sends SIGKILL alone.
 */
function endedBy({ id }: ObservedContainer, { events }: Observation): 'stop' | 'kill' | 'itself' {
  const own = events.filter((event) => event.type === 'container' && event.id === id);
  const begun = own.findLastIndex(({ action }) => action === 'start');
  const signals = own
    .slice(begun + 1)
    .filter(({ action }) => action === 'kill')
    .map(({ attributes }) => attributes.signal ?? '');
  if (signals.length === 0) return 'itself';
  return signals.every((signal) => signal === '9') ? 'kill' : 'stop';
}

function web(action: string, attributes: Record<string, string> = {}) {
  return sampleEvent(action, { name: 'web', attributes: { image: 'nginx', name: 'web', ...attributes } });
}

function ended(signal: string) {
  return [web('start'), web('kill', { signal }), web('die')];
}
