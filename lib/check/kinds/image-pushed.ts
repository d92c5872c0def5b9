import { z } from 'zod';
import { message } from '../../base/index.ts';
import { imageName, imageVocabulary, judgeImage } from '../image-match.ts';
import { parseImageName, printedImageName, sameImage, sameRepository } from '../image-name.ts';
import type { CheckKind } from '../kind.ts';
import type { Observation } from '../model.ts';
import { sampleCommand, sampleEvent, sampleImage } from '../sample.ts';

const schema = z.strictObject({ image: imageName });
type Expected = z.infer<typeof schema>;

/** An image was sent to its registry: the daemon reported it. */
export const imagePushed: CheckKind<Expected> = {
  name: 'image-pushed',
  summary: 'An image was sent to the registry its name begins with, since the session began.',
  schema,
  needsDaemon: true,
  describe: ({ image }) => message('check.image-pushed.title', { image: printedImageName(image) }),
  vocabulary: ({ image }) => imageVocabulary(image),

  evaluate({ image }, observation, context) {
    const values = { image: printedImageName(image) };
    const pushes = pushed(observation);
    if (pushes.some((name) => sameImage(name, image)))
      return { is: 'passed', because: message('check.image-pushed.passed', values) };
    const look = 'docker image ls';
    const other = pushes.find((name) => sameRepository(name, image));
    if (other) {
      const tags = { wanted: parseImageName(image).tag, found: parseImageName(other).tag };
      return { is: 'failed', because: message('check.image-pushed.other-tag', { ...values, ...tags }), look };
    }
    const elsewhere = pushes.at(-1);
    if (elsewhere)
      return { is: 'failed', because: message('check.image-pushed.elsewhere', { ...values, found: elsewhere }), look };
    return judgeImage(image, observation, context, () => {
      const refused = observation.commands.findLast(
        ({ at, line }) => at >= context.activatedAt && /\bdocker\b.*\bpush\b/.test(line),
      );
      if (refused && refused.exitCode !== 0)
        return {
          is: 'failed',
          because: message('check.image-pushed.refused', values),
          found: message('check.found.command', { line: refused.line }),
        };
      return { is: 'waiting', because: message('check.image-pushed.not-yet', values) };
    });
  },

  examples: [
    {
      title: 'Pushed',
      attributes: { image: 'localhost:5000/hello:v1' },
      given: { images: [hello()], events: [push('localhost:5000/hello:v1')] },
      verdict: { is: 'passed', because: 'check.image-pushed.passed' },
    },
    {
      title: 'Tagged, not pushed',
      attributes: { image: 'localhost:5000/hello:v1' },
      given: { images: [hello()] },
      verdict: { is: 'waiting', because: 'check.image-pushed.not-yet' },
    },
    {
      title: 'Another tag pushed',
      attributes: { image: 'localhost:5000/hello:v1' },
      given: { images: [hello()], events: [push('localhost:5000/hello:latest')] },
      verdict: { is: 'failed', because: 'check.image-pushed.other-tag' },
    },
    {
      title: 'Pushed to another registry',
      attributes: { image: 'localhost:5000/hello:v1' },
      given: { images: [hello()], events: [push('ada/hello:v1')] },
      verdict: { is: 'failed', because: 'check.image-pushed.elsewhere' },
    },
    {
      title: 'The registry did not take it',
      attributes: { image: 'localhost:5000/hello:v1' },
      given: { images: [hello()], commands: [sampleCommand('docker push localhost:5000/hello:v1', 1)] },
      verdict: { is: 'failed', because: 'check.image-pushed.refused' },
    },
    {
      title: 'Not tagged for that registry',
      attributes: { image: 'localhost:5000/hello:v1' },
      given: { images: [sampleImage({ tags: ['hello:v1'] })] },
      verdict: { is: 'failed', because: 'check.image-exists.other-name' },
    },
  ],
};

/** Names of what was pushed, oldest first. The event's id is the whole name. */
function pushed({ events }: Observation): string[] {
  return events.filter(({ type, action }) => type === 'image' && action === 'push').map(({ id }) => id);
}

function push(name: string) {
  return sampleEvent('push', { type: 'image', id: name, name, attributes: { name } });
}

function hello() {
  return sampleImage({ tags: ['hello:latest', 'localhost:5000/hello:v1'] });
}
