import { z } from 'zod';
import { message } from '../../base/index.ts';
import { canonicalWords, inOrder, splitCommandLine } from '../command-line.ts';
import {
  aboutExpected,
  containerSelector,
  containerVocabulary,
  matchingContainers,
  matchingEvents,
  namesAContainer,
  namesAContainerError,
} from '../container-match.ts';
import type { CheckKind } from '../kind.ts';
import { sampleCommand, sampleContainer, sampleEvent, sampleTime } from '../sample.ts';

const schema = z.strictObject(containerSelector).refine(namesAContainer, namesAContainerError);
type Expected = z.infer<typeof schema>;

/** No such container is left. `once`: it must have been there; `holds`: only now counts. */
export const containerAbsent: CheckKind<Expected> = {
  name: 'container-absent',
  summary:
    'No such container is left. With mode `once` there must have been one, so that an empty machine does not pass.',
  schema,
  needsDaemon: true,
  describe: (expected) => aboutExpected('check.container-absent.title', expected),
  vocabulary: containerVocabulary,
  remembers: (expected, observation) => matchingContainers(expected, observation).length > 0,

  evaluate(expected, observation, context) {
    const matching = matchingContainers(expected, observation);
    const removed = matchingEvents(expected, observation, ['destroy'], 0);
    const [container] = matching;
    if (!container) {
      if (context.mode === 'holds' || context.remembered || removed.length > 0) {
        return { is: 'passed', because: aboutExpected('check.container-absent.passed', expected) };
      }
      return { is: 'waiting', because: aboutExpected('check.container-absent.never', expected) };
    }
    const { name, state } = container;
    const count = matching.length;
    const found = message('check.found.containers', { names: matching.map((each) => each.name).join(', '), count });
    const look = 'docker ps -a';
    const tried = observation.commands.filter(({ at, line }) => at >= context.activatedAt && triesToRemove(line));
    if (removed.some(({ at }) => at >= context.activatedAt)) {
      return {
        is: 'failed',
        because: aboutExpected('check.container-absent.some-left', expected, { count, found: name }),
        found,
        look,
      };
    }
    if (tried.length === 0)
      return {
        is: 'waiting',
        because: aboutExpected('check.container-absent.present', expected, { count, found: name }),
      };
    const running = state === 'running' || state === 'paused' || state === 'restarting';
    const because = aboutExpected(
      running ? 'check.container-absent.running' : 'check.container-absent.not-removed',
      expected,
      { found: name, state },
    );
    return { is: 'failed', because, found, look };
  },

  examples: [
    {
      title: 'Removed',
      attributes: { image: 'hello-world' },
      given: { events: [sampleEvent('destroy')] },
      verdict: { is: 'passed', because: 'check.container-absent.passed' },
    },
    {
      title: 'Was there earlier in this step',
      attributes: { image: 'hello-world' },
      given: {},
      context: { remembered: true },
      verdict: { is: 'passed', because: 'check.container-absent.passed' },
    },
    {
      title: 'Never was there',
      attributes: { image: 'hello-world' },
      given: {},
      verdict: { is: 'waiting', because: 'check.container-absent.never' },
    },
    {
      title: 'Never was there, and the check is only about now',
      attributes: { image: 'hello-world' },
      given: {},
      context: { mode: 'holds' },
      verdict: { is: 'passed', because: 'check.container-absent.passed' },
    },
    {
      title: 'Still there, nothing tried yet',
      attributes: { image: 'hello-world' },
      given: { containers: [sampleContainer()] },
      verdict: { is: 'waiting', because: 'check.container-absent.present' },
    },
    {
      title: 'Removing it was refused because it runs',
      attributes: { name: 'web' },
      given: {
        containers: [sampleContainer({ name: 'web', state: 'running' })],
        commands: [sampleCommand('docker rm web', 1)],
      },
      verdict: { is: 'failed', because: 'check.container-absent.running' },
    },
    {
      title: 'Another one was meant',
      attributes: { image: 'hello-world' },
      given: { containers: [sampleContainer()], commands: [sampleCommand('docker rm hello-world', 1)] },
      verdict: { is: 'failed', because: 'check.container-absent.not-removed' },
    },
    {
      title: 'One of two was removed',
      attributes: { image: 'hello-world' },
      given: {
        containers: [sampleContainer({ id: 'other', name: 'other', createdAt: sampleTime - 9 })],
        events: [sampleEvent('destroy')],
      },
      verdict: { is: 'failed', because: 'check.container-absent.some-left' },
    },
  ],
};

function triesToRemove(line: string): boolean {
  return splitCommandLine(line).some(({ words }) => {
    const canonical = canonicalWords(words);
    return inOrder(['docker', 'container', 'rm'], canonical) || inOrder(['docker', 'prune'], canonical);
  });
}
