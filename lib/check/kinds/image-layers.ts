import { z } from 'zod';
import { message } from '../../base/index.ts';
import { imageName, imageVocabulary, judgeImage } from '../image-match.ts';
import { printedImageName } from '../image-name.ts';
import type { CheckKind } from '../kind.ts';
import { sampleImage } from '../sample.ts';
import { wholeNumber } from '../whole-number.ts';

const schema = z
  .strictObject({
    image: imageName,
    atMost: wholeNumber(1000).optional().describe('Most layers it may have.'),
    atLeast: wholeNumber(1000).optional().describe('Fewest layers it may have.'),
  })
  .refine(
    ({ atMost, atLeast }) => atMost !== undefined || atLeast !== undefined,
    'give atMost="…", atLeast="…" or both',
  );
type Expected = z.infer<typeof schema>;

/** An image has few, or many, layers. */
export const imageLayers: CheckKind<Expected> = {
  name: 'image-layers',
  summary: 'An image has at most, or at least, so many layers, those of its base image included.',
  schema,
  needsDaemon: true,
  describe: ({ image, atMost, atLeast }) =>
    atMost !== undefined
      ? message('check.image-layers.title-most', { image: printedImageName(image), count: atMost })
      : message('check.image-layers.title-least', { image: printedImageName(image), count: atLeast ?? 0 }),
  vocabulary: ({ image }) => imageVocabulary(image),

  evaluate: ({ image, atMost, atLeast }, observation, context) =>
    judgeImage(image, observation, context, ({ layers }) => {
      const count = layers.length;
      const values = { image: printedImageName(image), count };
      const look = `docker image history ${image}`;
      if (atMost !== undefined && count > atMost)
        return { is: 'failed', because: message('check.image-layers.too-many', { ...values, wanted: atMost }), look };
      if (atLeast !== undefined && count < atLeast)
        return { is: 'failed', because: message('check.image-layers.too-few', { ...values, wanted: atLeast }), look };
      return { is: 'passed', because: message('check.image-layers.passed', values) };
    }),

  examples: [
    {
      title: 'Few enough',
      attributes: { image: 'app', atMost: '3' },
      given: { images: [app(2)] },
      verdict: { is: 'passed', because: 'check.image-layers.passed' },
    },
    {
      title: 'Many enough',
      attributes: { image: 'app', atLeast: '7' },
      given: { images: [app(8)] },
      verdict: { is: 'passed', because: 'check.image-layers.passed' },
    },
    {
      title: 'Too many',
      attributes: { image: 'app', atMost: '3' },
      given: { images: [app(9)] },
      verdict: { is: 'failed', because: 'check.image-layers.too-many' },
    },
    {
      title: 'Too few',
      attributes: { image: 'app', atLeast: '7' },
      given: { images: [app(1)] },
      verdict: { is: 'failed', because: 'check.image-layers.too-few' },
    },
  ],
};

function app(count: number) {
  return sampleImage({ tags: ['app:latest'], layers: Array.from({ length: count }, (_, index) => `sha256:${index}`) });
}
