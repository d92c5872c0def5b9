import { z } from 'zod';
import { message } from '../../base/index.ts';
import { imageName, imageVocabulary, judgeImage } from '../image-match.ts';
import { printedImageName } from '../image-name.ts';
import type { CheckKind } from '../kind.ts';
import { portNumber } from '../port-number.ts';
import { sampleImage } from '../sample.ts';

const schema = z.strictObject({
  image: imageName,
  port: portNumber().describe('The port.'),
  protocol: z.enum(['tcp', 'udp']).default('tcp').describe('`tcp` unless given.'),
});
type Expected = z.infer<typeof schema>;

/** An image documents a port. */
export const imageExposes: CheckKind<Expected> = {
  name: 'image-exposes',
  summary: 'An image documents a port (`EXPOSE`).',
  schema,
  needsDaemon: true,
  describe: ({ image, port }) => message('check.image-exposes.title', { image: printedImageName(image), port }),
  vocabulary: ({ image }) => imageVocabulary(image),

  evaluate: ({ image, port, protocol }, observation, context) =>
    judgeImage(image, observation, context, ({ config: { exposed } }) => {
      const values = { image: printedImageName(image), port, wanted: protocol, found: exposed.join(', ') };
      if (exposed.includes(`${port}/${protocol}`))
        return { is: 'passed', because: message('check.image-exposes.passed', values) };
      const because =
        exposed.length === 0
          ? message('check.image-exposes.none', values)
          : exposed.some((each) => each.startsWith(`${port}/`))
            ? message('check.image-exposes.other-protocol', values)
            : message('check.image-exposes.other-port', values);
      return { is: 'failed', because, look: `docker image inspect --format '{{json .Config.ExposedPorts}}' ${image}` };
    }),

  examples: [
    {
      title: 'Documented',
      attributes: { image: 'app', port: '8000' },
      given: { images: [app(['8000/tcp'])] },
      verdict: { is: 'passed', because: 'check.image-exposes.passed' },
    },
    {
      title: 'No port',
      attributes: { image: 'app', port: '8000' },
      given: { images: [app([])] },
      verdict: { is: 'failed', because: 'check.image-exposes.none' },
    },
    {
      title: 'Another port',
      attributes: { image: 'app', port: '8000' },
      given: { images: [app(['80/tcp'])] },
      verdict: { is: 'failed', because: 'check.image-exposes.other-port' },
    },
    {
      title: 'Another protocol',
      attributes: { image: 'app', port: '8000' },
      given: { images: [app(['8000/udp'])] },
      verdict: { is: 'failed', because: 'check.image-exposes.other-protocol' },
    },
  ],
};

function app(exposed: string[]) {
  const image = sampleImage({ tags: ['app:latest'] });
  return { ...image, config: { ...image.config, exposed } };
}
