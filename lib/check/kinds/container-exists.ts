import { z } from 'zod';
import { message } from '../../base/index.ts';
import {
  aboutExpected,
  containerSelector,
  containerVocabulary,
  matchingContainers,
  namesAContainer,
  namesAContainerError,
  noContainer,
} from '../container-match.ts';
import type { CheckKind } from '../kind.ts';
import { sampleContainer, sampleEvent, sampleImage, sampleTime } from '../sample.ts';

const schema = z.strictObject(containerSelector).refine(namesAContainer, namesAContainerError);
type Expected = z.infer<typeof schema>;

/** There is such a container, running or not. One that removes itself (`--rm`) does not count. */
export const containerExists: CheckKind<Expected> = {
  name: 'container-exists',
  summary: 'There is such a container, in any state. One started with `--rm` does not count: it is not there to stay.',
  schema,
  needsDaemon: true,
  describe: (expected) => aboutExpected('check.container-exists.title', expected),
  vocabulary: containerVocabulary,

  evaluate(expected, observation, context) {
    const matching = matchingContainers(expected, observation);
    const kept = matching.find((container) => !container.autoRemove);
    if (kept)
      return {
        is: 'passed',
        because: message('check.container-exists.passed', { name: kept.name, state: kept.state }),
      };
    const [passing] = matching;
    if (!passing) return noContainer(expected, observation, context);
    const because = aboutExpected('check.container-exists.removes-itself', expected, { found: passing.name });
    return { is: 'failed', because, look: `docker inspect --format '{{.HostConfig.AutoRemove}}' ${passing.name}` };
  },

  examples: [
    {
      title: 'It ran and ended',
      attributes: { image: 'hello-world' },
      given: { containers: [sampleContainer()] },
      verdict: { is: 'passed', because: 'check.container-exists.passed' },
    },
    {
      title: 'It is running with --rm',
      attributes: { image: 'hello-world' },
      given: { containers: [sampleContainer({ autoRemove: true, state: 'running' })] },
      verdict: { is: 'failed', because: 'check.container-exists.removes-itself' },
    },
    {
      title: 'It was made and removed since the step began',
      attributes: { image: 'hello-world' },
      given: { images: [sampleImage()], events: [sampleEvent('create'), sampleEvent('die'), sampleEvent('destroy')] },
      verdict: { is: 'failed', because: 'check.container.gone' },
    },
    {
      title: 'The image is there, no container was made from it',
      attributes: { image: 'hello-world' },
      given: { images: [sampleImage()] },
      verdict: { is: 'waiting', because: 'check.container.image-only' },
    },
    {
      title: 'Right image, other name',
      attributes: { image: 'nginx', name: 'web' },
      given: { containers: [sampleContainer({ image: 'nginx', name: 'wbe' })] },
      verdict: { is: 'failed', because: 'check.container.other-name' },
    },
    {
      title: 'Right name, other image',
      attributes: { image: 'nginx', name: 'web' },
      given: { containers: [sampleContainer({ image: 'httpd', name: 'web', createdAt: sampleTime - 5000 })] },
      verdict: { is: 'failed', because: 'check.container.other-image' },
    },
    {
      title: 'Right image, other tag',
      attributes: { image: 'nginx:1.27' },
      given: { containers: [sampleContainer({ image: 'nginx:latest' })] },
      verdict: { is: 'failed', because: 'check.container.other-tag' },
    },
    {
      title: 'Nothing yet',
      attributes: { name: 'web' },
      given: {},
      verdict: { is: 'waiting', because: 'check.container.none' },
    },
  ],
};
