import { z } from 'zod';
import { message } from '../../base/index.ts';
import { aboutExpected, containerSelector, containerVocabulary } from '../container-match.ts';
import { judgeContainers, notRunning } from '../container-state.ts';
import { printedImageName, sameImage, shortId } from '../image-name.ts';
import type { CheckKind } from '../kind.ts';
import { sampleContainer, sampleImage } from '../sample.ts';

const schema = z.strictObject({
  name: containerSelector.name,
  image: z.string().min(1).describe('Image whose newest version must be running; without a tag it means `latest`.'),
});
type Expected = z.infer<typeof schema>;

/** A running container was made from what the image's name means now, not from an older image of that name. */
export const containerFromImage: CheckKind<Expected> = {
  name: 'container-from-image',
  summary:
    'Such a container runs and was made from the image that has the name now: after a new build, the old container does not pass.',
  schema,
  needsDaemon: true,
  describe: (expected) => aboutExpected('check.container-from-image.title', expected),
  vocabulary: containerVocabulary,

  evaluate(expected, observation, context) {
    const { name, image } = expected;
    const current = observation.images.find(({ tags }) => tags.some((tag) => sameImage(tag, image)));
    // A container made from an older image of this name is listed by that image's id.
    const outdated = observation.containers.find(
      (container) =>
        current !== undefined &&
        container.imageId !== current.id &&
        (name === undefined || container.name === name) &&
        (/^(sha256:)?[0-9a-f]{12,64}$/.test(container.image) || sameImage(container.image, image)),
    );
    const verdict = judgeContainers(expected, observation, context, (container) => {
      const stopped = notRunning(container, expected);
      if (stopped) return stopped;
      if (current && container.imageId === current.id) {
        const values = { name: container.name, image: printedImageName(image), id: shortId(current.id) };
        return { is: 'passed', because: message('check.container-from-image.passed', values) };
      }
      return { is: 'waiting', because: aboutExpected('check.container.none', expected) };
    });
    if (verdict.is === 'passed' || !current || !outdated) return verdict;
    const values = { name: outdated.name, image: printedImageName(image) };
    return {
      is: 'failed',
      because: message('check.container-from-image.outdated', values),
      expected: message('check.expected.image-id', { image: printedImageName(image), id: shortId(current.id) }),
      found: message('check.found.image-id', { name: outdated.name, id: shortId(outdated.imageId) }),
      look: `docker inspect --format '{{.Image}}' ${outdated.name}`,
    };
  },

  examples: [
    {
      title: 'Made from the image as it is now',
      attributes: { name: 'web', image: 'site' },
      given: { images: [site('sha256:2')], containers: [web('site', 'sha256:2')] },
      verdict: { is: 'passed', because: 'check.container-from-image.passed' },
    },
    {
      title: 'The image was built again, the container is the old one',
      attributes: { name: 'web', image: 'site' },
      given: { images: [site('sha256:2')], containers: [web(`sha256:${'1'.repeat(64)}`, 'sha256:1')] },
      verdict: { is: 'failed', because: 'check.container-from-image.outdated' },
    },
    {
      title: 'The same, with a name that still points there',
      attributes: { image: 'site' },
      given: { images: [site('sha256:2')], containers: [web('site:latest', 'sha256:1')] },
      verdict: { is: 'failed', because: 'check.container-from-image.outdated' },
    },
    {
      title: 'Made from it, but ended',
      attributes: { name: 'web', image: 'site' },
      given: { images: [site('sha256:2')], containers: [{ ...web('site', 'sha256:2'), state: 'exited', exitCode: 1 }] },
      verdict: { is: 'failed', because: 'check.container-running.crashed' },
    },
    {
      title: 'Made from another image',
      attributes: { name: 'web', image: 'site' },
      given: { images: [site('sha256:2')], containers: [web('nginx', 'sha256:3')] },
      verdict: { is: 'failed', because: 'check.container.other-image' },
    },
    {
      title: 'Made from another tag',
      attributes: { image: 'site:v2' },
      given: { images: [site('sha256:2', 'site:v2')], containers: [web('site:v1', 'sha256:1')] },
      verdict: { is: 'failed', because: 'check.container.other-tag' },
    },
  ],
};

function site(id: string, tag = 'site:latest') {
  return sampleImage({ id, tags: [tag] });
}

function web(image: string, imageId: string) {
  return sampleContainer({ name: 'web', image, imageId, state: 'running' });
}
