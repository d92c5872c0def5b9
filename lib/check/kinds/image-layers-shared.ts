import { z } from 'zod';
import { message } from '../../base/index.ts';
import { findImage, imageName, imageVocabulary, judgeImage, noImage } from '../image-match.ts';
import { printedImageName } from '../image-name.ts';
import type { CheckKind } from '../kind.ts';
import { sampleImage } from '../sample.ts';
import { wholeNumber } from '../whole-number.ts';

const schema = z.strictObject({
  image: imageName,
  with: z.string().min(1).describe('The other image, such as the version before.'),
  atLeast: wholeNumber(1000).describe('So many layers, counted from the lowest, must be the same in both.'),
});
type Expected = z.infer<typeof schema>;

/** Two images have their lower layers in common: the second build took them from the cache instead of making them again. */
export const imageLayersShared: CheckKind<Expected> = {
  name: 'image-layers-shared',
  summary:
    'Two images have their lower layers in common. What a build took from the cache shows here: a step done again makes another layer.',
  schema,
  needsDaemon: true,
  describe: (expected) => message('check.image-layers-shared.title', names(expected)),
  vocabulary: (expected) => [...imageVocabulary(expected.image), ...imageVocabulary(expected.with)],

  evaluate: (expected, observation, context) =>
    judgeImage(expected.image, observation, context, (image) => {
      const other = findImage(expected.with, observation);
      if (!other) return noImage(expected.with, observation, context);
      const different = image.layers.findIndex((layer, index) => layer !== other.layers[index]);
      const count = different === -1 ? image.layers.length : different;
      const values = { ...names(expected), count, wanted: expected.atLeast };
      const look = `docker image history ${expected.image}`;
      if (image.id === other.id)
        return { is: 'failed', because: message('check.image-layers-shared.same-image', values), look };
      if (count >= expected.atLeast)
        return { is: 'passed', because: message('check.image-layers-shared.passed', values) };
      const because =
        count === 0
          ? message('check.image-layers-shared.none', values)
          : message('check.image-layers-shared.too-few', values);
      return { is: 'failed', because, look };
    }),

  examples: [
    {
      title: 'Most are the same',
      attributes: { image: 'blog:v2', with: 'blog:v1', atLeast: '2' },
      given: { images: [blog('v2', ['a', 'b', 'd']), blog('v1', ['a', 'b', 'c'])] },
      verdict: { is: 'passed', because: 'check.image-layers-shared.passed' },
    },
    {
      title: 'Too few, because an early step was done again',
      attributes: { image: 'blog:v2', with: 'blog:v1', atLeast: '2' },
      given: { images: [blog('v2', ['a', 'x', 'd']), blog('v1', ['a', 'b', 'c'])] },
      verdict: { is: 'failed', because: 'check.image-layers-shared.too-few' },
    },
    {
      title: 'None, because they are built on different images',
      attributes: { image: 'blog:v2', with: 'blog:v1', atLeast: '2' },
      given: { images: [blog('v2', ['x', 'y']), blog('v1', ['a', 'b', 'c'])] },
      verdict: { is: 'failed', because: 'check.image-layers-shared.none' },
    },
    {
      title: 'Nothing was changed between the builds',
      attributes: { image: 'blog:v2', with: 'blog:v1', atLeast: '2' },
      given: { images: [{ ...blog('v1', ['a', 'b', 'c']), tags: ['blog:v1', 'blog:v2'] }] },
      verdict: { is: 'failed', because: 'check.image-layers-shared.same-image' },
    },
    {
      title: 'The second is not built yet',
      attributes: { image: 'blog:v2', with: 'blog:v1', atLeast: '2' },
      given: { images: [blog('v1', ['a', 'b', 'c'])] },
      verdict: { is: 'failed', because: 'check.image-exists.other-tag' },
    },
  ],
};

function names(expected: Expected) {
  return { image: printedImageName(expected.image), other: printedImageName(expected.with), count: expected.atLeast };
}

function blog(tag: string, layers: string[]) {
  return sampleImage({ id: `sha256:${tag}`, tags: [`blog:${tag}`], layers });
}
