import { z } from 'zod';
import { message } from '../../base/index.ts';
import { findImage, imageName, imageVocabulary, judgeImage, noImage } from '../image-match.ts';
import { printedImageName } from '../image-name.ts';
import type { CheckKind } from '../kind.ts';
import { sampleImage } from '../sample.ts';
import { wholeNumber } from '../whole-number.ts';

const schema = z
  .strictObject({
    image: imageName,
    atMost: wholeNumber(100_000)
      .optional()
      .describe('Most megabytes (10⁶ bytes, as `docker image ls` counts) it may have.'),
    lessThan: z.string().min(1).optional().describe('Name of another image that must be larger.'),
  })
  .refine(({ atMost, lessThan }) => atMost !== undefined || lessThan !== undefined, 'give atMost="…" or lessThan="…"');
type Expected = z.infer<typeof schema>;

/** An image is small enough, or smaller than another. */
export const imageSize: CheckKind<Expected> = {
  name: 'image-size',
  summary: 'An image is at most so many megabytes, or smaller than another image.',
  schema,
  needsDaemon: true,
  describe: ({ image, atMost, lessThan }) =>
    lessThan === undefined
      ? message('check.image-size.title', { image: printedImageName(image), size: atMost ?? 0 })
      : message('check.image-size.title-less', { image: printedImageName(image), other: printedImageName(lessThan) }),
  vocabulary: ({ image, lessThan }) => [...imageVocabulary(image), ...(lessThan ? imageVocabulary(lessThan) : [])],

  evaluate: ({ image, atMost, lessThan }, observation, context) =>
    judgeImage(image, observation, context, ({ id, size }) => {
      const values = { image: printedImageName(image), size: megabytes(size) };
      const look = 'docker image ls';
      if (atMost !== undefined && size > atMost * 1e6)
        return { is: 'failed', because: message('check.image-size.too-large', { ...values, wanted: atMost }), look };
      if (lessThan !== undefined) {
        const other = findImage(lessThan, observation);
        if (!other) return noImage(lessThan, observation, context);
        const both = { ...values, other: printedImageName(lessThan), otherSize: megabytes(other.size) };
        if (other.id === id) return { is: 'failed', because: message('check.image-size.same-image', both), look };
        if (size >= other.size) return { is: 'failed', because: message('check.image-size.not-smaller', both), look };
      }
      return { is: 'passed', because: message('check.image-size.passed', values) };
    }),

  examples: [
    {
      title: 'Small enough',
      attributes: { image: 'app:small', atMost: '20' },
      given: { images: [app('app:small', 12e6)] },
      verdict: { is: 'passed', because: 'check.image-size.passed' },
    },
    {
      title: 'Smaller than the other',
      attributes: { image: 'app:small', lessThan: 'app:large' },
      given: { images: [app('app:small', 12e6), app('app:large', 90e6)] },
      verdict: { is: 'passed', because: 'check.image-size.passed' },
    },
    {
      title: 'Too large',
      attributes: { image: 'app:small', atMost: '20' },
      given: { images: [app('app:small', 80e6)] },
      verdict: { is: 'failed', because: 'check.image-size.too-large' },
    },
    {
      title: 'Not smaller',
      attributes: { image: 'app:small', lessThan: 'app:large' },
      given: { images: [app('app:small', 91e6), app('app:large', 90e6)] },
      verdict: { is: 'failed', because: 'check.image-size.not-smaller' },
    },
    {
      title: 'Two names of one image',
      attributes: { image: 'app:small', lessThan: 'app:large' },
      given: { images: [{ ...app('app:small', 9e6), tags: ['app:small', 'app:large'] }] },
      verdict: { is: 'failed', because: 'check.image-size.same-image' },
    },
    {
      title: 'The other is not there',
      attributes: { image: 'app:small', lessThan: 'large' },
      given: { images: [app('app:small', 91e6)] },
      verdict: { is: 'waiting', because: 'check.image-exists.none' },
    },
  ],
};

/** Bytes as Docker rounds them, in 10⁶. */
function megabytes(bytes: number): number {
  return Math.round(bytes / 1e5) / 10;
}

function app(tag: string, size: number) {
  return sampleImage({ id: `sha256:${tag}`, tags: [tag], size });
}
