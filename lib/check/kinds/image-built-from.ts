import { z } from 'zod';
import { message } from '../../base/index.ts';
import { findImage, imageName, imageVocabulary, judgeImage } from '../image-match.ts';
import { printedImageName } from '../image-name.ts';
import type { CheckKind } from '../kind.ts';
import { sampleImage } from '../sample.ts';

const schema = z.strictObject({
  image: imageName,
  from: z.string().min(1).describe('Image it must be built on: all layers of that one lie below its own.'),
});
type Expected = z.infer<typeof schema>;

/** An image's lowest layers are those of another image. */
export const imageBuiltFrom: CheckKind<Expected> = {
  name: 'image-built-from',
  summary: 'An image was built on another one (`FROM`, `docker commit`): its lowest layers are that image’s.',
  schema,
  needsDaemon: true,
  describe: ({ image, from }) =>
    message('check.image-built-from.title', { image: printedImageName(image), from: printedImageName(from) }),
  vocabulary: ({ image, from }) => [...imageVocabulary(image), ...imageVocabulary(from)],

  evaluate: ({ image, from }, observation, context) =>
    judgeImage(image, observation, context, ({ id, layers }) => {
      const values = { image: printedImageName(image), from: printedImageName(from) };
      const look = `docker image history ${image}`;
      const base = findImage(from, observation);
      if (!base) return { is: 'failed', because: message('check.image-built-from.no-base', values), look };
      if (base.id === id) return { is: 'failed', because: message('check.image-built-from.same-image', values), look };
      const below = (each: { layers: string[] }) =>
        each.layers.length > 0 && each.layers.every((layer, index) => layers[index] === layer);
      if (below(base)) return { is: 'passed', because: message('check.image-built-from.passed', values) };
      const other = observation.images
        .filter((each) => each.id !== id && each.tags.length > 0 && each.layers.length < layers.length && below(each))
        .sort((a, b) => b.layers.length - a.layers.length)[0];
      const because = other
        ? message('check.image-built-from.other-base', { ...values, found: other.tags[0] ?? '' })
        : base.layers[0] === layers[0]
          ? message('check.image-built-from.older-base', values)
          : message('check.image-built-from.unknown-base', values);
      return { is: 'failed', because, look };
    }),

  examples: [
    {
      title: 'Built on it',
      attributes: { image: 'blog', from: 'nginx' },
      given: { images: [sample('blog', ['a', 'b', 'c']), sample('nginx', ['a', 'b'])] },
      verdict: { is: 'passed', because: 'check.image-built-from.passed' },
    },
    {
      title: 'Built on another image',
      attributes: { image: 'blog', from: 'nginx' },
      given: { images: [sample('blog', ['d', 'c']), sample('nginx', ['a', 'b']), sample('debian', ['d'])] },
      verdict: { is: 'failed', because: 'check.image-built-from.other-base' },
    },
    {
      title: 'Built on an image that is not here',
      attributes: { image: 'blog', from: 'nginx' },
      given: { images: [sample('blog', ['d', 'c']), sample('nginx', ['a', 'b'])] },
      verdict: { is: 'failed', because: 'check.image-built-from.unknown-base' },
    },
    {
      title: 'Built on another version of it',
      attributes: { image: 'blog', from: 'nginx' },
      given: { images: [sample('blog', ['a', 'x', 'c']), sample('nginx', ['a', 'b'])] },
      verdict: { is: 'failed', because: 'check.image-built-from.older-base' },
    },
    {
      title: 'The base is not here any more',
      attributes: { image: 'blog', from: 'nginx' },
      given: { images: [sample('blog', ['a', 'b', 'c'])] },
      verdict: { is: 'failed', because: 'check.image-built-from.no-base' },
    },
    {
      title: 'The base itself, with a second name',
      attributes: { image: 'blog', from: 'nginx' },
      given: { images: [{ ...sample('nginx', ['a', 'b']), tags: ['nginx:latest', 'blog:latest'] }] },
      verdict: { is: 'failed', because: 'check.image-built-from.same-image' },
    },
  ],
};

function sample(name: string, layers: string[]) {
  return sampleImage({ id: `sha256:${name}`, tags: [`${name}:latest`], layers });
}
