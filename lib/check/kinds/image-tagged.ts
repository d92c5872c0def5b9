import { z } from 'zod';
import { message } from '../../base/index.ts';
import { findImage, imageName, imageVocabulary, noImage } from '../image-match.ts';
import { parseImageName, printedImageName, sameRepository, shortId } from '../image-name.ts';
import type { CheckKind } from '../kind.ts';
import { sampleImage } from '../sample.ts';

const schema = z.strictObject({
  image: imageName,
  as: z.string().min(1).describe('The other name, such as `localhost:5000/hello:v1`.'),
});
type Expected = z.infer<typeof schema>;

/** Two names mean the same image. */
export const imageTagged: CheckKind<Expected> = {
  name: 'image-tagged',
  summary: 'An image has a second name (`docker tag`): both names mean the same image.',
  schema,
  needsDaemon: true,
  describe: ({ image, as }) =>
    message('check.image-tagged.title', { image: printedImageName(image), as: printedImageName(as) }),
  vocabulary: ({ image, as }) => [...imageVocabulary(image), ...imageVocabulary(as)],

  evaluate({ image, as }, observation, context) {
    const source = findImage(image, observation);
    const target = findImage(as, observation);
    const values = { image: printedImageName(image), as: printedImageName(as) };
    const look = 'docker image ls';
    if (source && target) {
      if (source.id === target.id) return { is: 'passed', because: message('check.image-tagged.passed', values) };
      const found = message('check.found.image-ids', { first: shortId(source.id), second: shortId(target.id) });
      return { is: 'failed', because: message('check.image-tagged.two-images', values), found, look };
    }
    if (!source) {
      if (target) return { is: 'failed', because: message('check.image-tagged.no-source', values), look };
      return noImage(image, observation, context);
    }
    // The image's own names: one of them may be what was meant.
    const near = source.tags.find((tag) => sameRepository(tag, as));
    if (near) {
      const tags = { wanted: parseImageName(as).tag, found: parseImageName(near).tag };
      return { is: 'failed', because: message('check.image-tagged.other-tag', { ...values, ...tags }), look };
    }
    const other = source.tags.find((tag) => printedImageName(tag) !== values.image);
    if (other)
      return { is: 'failed', because: message('check.image-tagged.other-name', { ...values, found: other }), look };
    return { is: 'waiting', because: message('check.image-tagged.none', values) };
  },

  examples: [
    {
      title: 'Tagged',
      attributes: { image: 'hello', as: 'localhost:5000/hello:v1' },
      given: { images: [sampleImage({ tags: ['hello:latest', 'localhost:5000/hello:v1'] })] },
      verdict: { is: 'passed', because: 'check.image-tagged.passed' },
    },
    {
      title: 'Not tagged yet',
      attributes: { image: 'hello', as: 'localhost:5000/hello:v1' },
      given: { images: [sampleImage({ tags: ['hello:latest'] })] },
      verdict: { is: 'waiting', because: 'check.image-tagged.none' },
    },
    {
      title: 'Another tag',
      attributes: { image: 'hello', as: 'localhost:5000/hello:v1' },
      given: { images: [sampleImage({ tags: ['hello:latest', 'localhost:5000/hello:latest'] })] },
      verdict: { is: 'failed', because: 'check.image-tagged.other-tag' },
    },
    {
      title: 'Without the registry in front',
      attributes: { image: 'hello', as: 'localhost:5000/hello:v1' },
      given: { images: [sampleImage({ tags: ['hello:latest', 'me/hello:v1'] })] },
      verdict: { is: 'failed', because: 'check.image-tagged.other-name' },
    },
    {
      title: 'The name is on another image',
      attributes: { image: 'hello', as: 'me/hello:v1' },
      given: {
        images: [sampleImage({ tags: ['hello:latest'] }), sampleImage({ id: 'sha256:2', tags: ['me/hello:v1'] })],
      },
      verdict: { is: 'failed', because: 'check.image-tagged.two-images' },
    },
    {
      title: 'Only the new name is left',
      attributes: { image: 'hello', as: 'me/hello:v1' },
      given: { images: [sampleImage({ tags: ['me/hello:v1'] })] },
      verdict: { is: 'failed', because: 'check.image-tagged.no-source' },
    },
    {
      title: 'There is no such image',
      attributes: { image: 'hello', as: 'me/hello:v1' },
      given: { images: [] },
      verdict: { is: 'waiting', because: 'check.image-exists.none' },
    },
  ],
};
