import { z } from 'zod';
import { message } from '../../base/index.ts';
import {
  aboutExpected,
  containerSelector,
  containerVocabulary,
  matchingContainers,
  matchingEvents,
  namesAContainer,
  namesAContainerError,
  neverRan,
  noContainer,
} from '../container-match.ts';
import type { CheckKind } from '../kind.ts';
import { sampleContainer, sampleEvent, sampleImage, sampleTime } from '../sample.ts';
import { wholeNumber } from '../whole-number.ts';

const schema = z
  .strictObject({
    ...containerSelector,
    exitCode: wholeNumber(255).default(0).describe('Exit code its program must have ended with; 0 unless given.'),
  })
  .refine(namesAContainer, namesAContainerError);
type Expected = z.infer<typeof schema>;

/** A container just started is given this long (ms) before "still running" counts as a mistake. */
const graceMs = 2000;

/** Such a container ran and its program ended with the exit code; `once` also counts one that is removed already. */
export const containerExited: CheckKind<Expected> = {
  name: 'container-exited',
  summary:
    'Such a container ran and its program ended with the exit code. With mode `once` it may be removed again, as `--rm` does.',
  schema,
  needsDaemon: true,
  describe: (expected) => aboutExpected('check.container-exited.title', expected, { code: expected.exitCode }),
  vocabulary: containerVocabulary,

  evaluate(expected, observation, context) {
    const { exitCode: code } = expected;
    const matching = matchingContainers(expected, observation);
    const ended = matching.find((container) => container.state === 'exited' && container.exitCode === code);
    if (ended) return { is: 'passed', because: message('check.container-exited.passed', { name: ended.name, code }) };

    const deaths = matchingEvents(expected, observation, ['die'], context.activatedAt);
    const death = deaths.find((event) => Number(event.attributes.exitCode) === code);
    if (death && context.mode === 'once')
      return { is: 'passed', because: message('check.container-exited.was-removed', { name: death.name, code }) };

    const [container] = matching;
    if (!container) {
      const [other] = deaths;
      // Gone, but its exit code is known: that says more than "gone".
      if (other && !death)
        return wrongCode(other.name, code, Number(other.attributes.exitCode), 'docker events --since 10m --until 0s');
      return noContainer(expected, observation, context);
    }
    if (container.state === 'created') return neverRan(container, expected);
    if (container.state === 'exited' || container.state === 'dead')
      return wrongCode(container.name, code, container.exitCode, `docker logs ${container.name}`);
    const { name, state } = container;
    const because = message('check.container-exited.running', { name, state });
    if (observation.at - container.startedAt < graceMs) return { is: 'waiting', because };
    return { is: 'failed', because, found: message('check.found.state', { name, state }), look: 'docker ps' };
  },

  examples: [
    {
      title: 'Ended as expected',
      attributes: { image: 'hello-world' },
      given: { containers: [sampleContainer()] },
      verdict: { is: 'passed', because: 'check.container-exited.passed' },
    },
    {
      title: 'Ended as expected and removed itself (--rm)',
      attributes: { image: 'hello-world' },
      given: { events: [sampleEvent('create'), sampleEvent('die'), sampleEvent('destroy')] },
      verdict: { is: 'passed', because: 'check.container-exited.was-removed' },
    },
    {
      title: 'Ended before the step began and gone since',
      attributes: { image: 'hello-world' },
      given: {
        images: [sampleImage()],
        events: [sampleEvent('die', { at: sampleTime - 10 }), sampleEvent('destroy', { at: sampleTime - 5 })],
      },
      verdict: { is: 'waiting', because: 'check.container.image-only' },
    },
    {
      title: 'Ended with another code',
      attributes: { image: 'hello-world' },
      given: { containers: [sampleContainer({ exitCode: 127 })] },
      verdict: { is: 'failed', because: 'check.container-exited.other-code' },
    },
    {
      title: 'Ended with another code and gone',
      attributes: { image: 'hello-world' },
      given: {
        events: [
          sampleEvent('die', { attributes: { image: 'hello-world', name: 'quirky_hopper', exitCode: '137' } }),
          sampleEvent('destroy'),
        ],
      },
      verdict: { is: 'failed', because: 'check.container-exited.other-code' },
    },
    {
      title: 'Has just started',
      attributes: { image: 'hello-world' },
      given: { at: sampleTime + 1200, containers: [sampleContainer({ state: 'running' })] },
      verdict: { is: 'waiting', because: 'check.container-exited.running' },
    },
    {
      title: 'Still running',
      attributes: { name: 'web' },
      given: { at: sampleTime + 60_000, containers: [sampleContainer({ name: 'web', state: 'running' })] },
      verdict: { is: 'failed', because: 'check.container-exited.running' },
    },
    {
      title: 'Created, never started',
      attributes: { image: 'hello-world' },
      given: { containers: [sampleContainer({ state: 'created', startedAt: 0 })] },
      verdict: { is: 'failed', because: 'check.container.never-started' },
    },
    {
      title: 'Another image was run',
      attributes: { image: 'hello-world' },
      given: { containers: [sampleContainer({ image: 'debian', imageId: 'sha256:d' })] },
      verdict: { is: 'failed', because: 'check.container.other-image' },
    },
    {
      title: 'The daemon sleeps',
      attributes: { image: 'hello-world' },
      given: { daemon: 'asleep' },
      verdict: { is: 'waiting', because: 'check.daemon.asleep' },
    },
  ],
};

function wrongCode(name: string, expected: number, found: number, look: string) {
  return {
    is: 'failed' as const,
    because: message('check.container-exited.other-code', { name, expected, found }),
    expected: message('check.expected.exit-code', { code: expected }),
    found: message('check.found.exit-code', { code: found }),
    look,
  };
}
