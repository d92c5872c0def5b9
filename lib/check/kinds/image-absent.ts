import { z } from 'zod';
import { message } from '../../base/index.ts';
import { canonicalWords, inOrder, splitCommandLine } from '../command-line.ts';
import { madeFrom } from '../container-match.ts';
import { imageBaseName, printedImageName, sameImage } from '../image-name.ts';
import type { CheckKind } from '../kind.ts';
import type { Observation } from '../model.ts';
import { sampleCommand, sampleContainer, sampleEvent, sampleImage } from '../sample.ts';

const schema = z.strictObject({
  image: z.string().min(1).describe('Name of the image; without a tag it means `latest`.'),
});
type Expected = z.infer<typeof schema>;

/** No image has this name any more. `once`: one must have had it; `holds`: only now counts. */
export const imageAbsent: CheckKind<Expected> = {
  name: 'image-absent',
  summary: 'No image has this name. With mode `once` there must have been one, so that an empty machine does not pass.',
  schema,
  needsDaemon: true,
  describe: ({ image }) => message('check.image-absent.title', { image: printedImageName(image) }),
  vocabulary: ({ image }) => [image, imageBaseName(image)],
  remembers: ({ image }, observation) => present(image, observation),

  evaluate({ image }, observation, context) {
    const name = printedImageName(image);
    if (!present(image, observation)) {
      if (context.mode === 'holds' || context.remembered || wasRemoved(image, observation)) {
        return { is: 'passed', because: message('check.image-absent.passed', { image: name }) };
      }
      return { is: 'waiting', because: message('check.image-absent.never', { image: name }) };
    }
    const tried = observation.commands.some(({ at, line }) => at >= context.activatedAt && triesToRemove(line));
    if (!tried) return { is: 'waiting', because: message('check.image-absent.present', { image: name }) };
    const users = observation.containers.filter(madeFrom(image, observation));
    const [user] = users;
    if (user) {
      const because = message('check.image-absent.in-use', { image: name, container: user.name, count: users.length });
      const found = message('check.found.containers', {
        names: users.map((each) => each.name).join(', '),
        count: users.length,
      });
      return { is: 'failed', because, found, look: 'docker ps -a' };
    }
    return {
      is: 'failed',
      because: message('check.image-absent.not-removed', { image: name }),
      look: 'docker image ls',
    };
  },

  examples: [
    {
      title: 'Removed in this step',
      attributes: { image: 'hello-world' },
      given: {},
      context: { remembered: true },
      verdict: { is: 'passed', because: 'check.image-absent.passed' },
    },
    {
      title: 'Pulled and removed earlier in the session',
      attributes: { image: 'hello-world' },
      given: {
        events: [
          sampleEvent('pull', { type: 'image', id: 'hello-world:latest', name: 'hello-world' }),
          sampleEvent('untag', { type: 'image', id: sampleImage().id, name: sampleImage().id }),
        ],
      },
      verdict: { is: 'passed', because: 'check.image-absent.passed' },
    },
    {
      title: 'Never was there',
      attributes: { image: 'hello-world' },
      given: {},
      verdict: { is: 'waiting', because: 'check.image-absent.never' },
    },
    {
      title: 'Still there, nothing tried yet',
      attributes: { image: 'hello-world' },
      given: { images: [sampleImage()] },
      verdict: { is: 'waiting', because: 'check.image-absent.present' },
    },
    {
      title: 'Removing it was refused because a container needs it',
      attributes: { image: 'hello-world' },
      given: {
        images: [sampleImage()],
        containers: [sampleContainer()],
        commands: [sampleCommand('docker image rm hello-world', 1)],
      },
      verdict: { is: 'failed', because: 'check.image-absent.in-use' },
    },
    {
      title: 'Something else was removed',
      attributes: { image: 'hello-world' },
      given: { images: [sampleImage()], commands: [sampleCommand('docker rmi debian')] },
      verdict: { is: 'failed', because: 'check.image-absent.not-removed' },
    },
  ],
};

function present(image: string, observation: Observation): boolean {
  return observation.images.some(({ tags }) => tags.some((tag) => sameImage(tag, image)));
}

/** Removing is reported with the image's id only, so: it came by name, and after that some image was untagged. */
function wasRemoved(image: string, observation: Observation): boolean {
  const images = observation.events.filter(({ type }) => type === 'image');
  const came = images.findIndex(
    (event) =>
      (event.action === 'pull' && sameImage(event.id, image)) ||
      (event.action === 'tag' && sameImage(event.name, image)),
  );
  return came !== -1 && images.slice(came).some(({ action }) => action === 'untag' || action === 'delete');
}

function triesToRemove(line: string): boolean {
  return splitCommandLine(line).some(({ words }) => {
    const canonical = canonicalWords(words);
    return inOrder(['docker', 'image', 'rm'], canonical) || inOrder(['docker', 'prune'], canonical);
  });
}
