import { z } from 'zod';
import { message } from '../../base/index.ts';
import { findImage, imageName, imageVocabulary, judgeImage } from '../image-match.ts';
import { printedImageName } from '../image-name.ts';
import type { CheckKind } from '../kind.ts';
import type { ObservedImage } from '../model.ts';
import { fitsPattern } from '../pattern.ts';
import { sampleImage } from '../sample.ts';

const schema = z.strictObject({
  image: imageName,
  from: z.string().min(1).optional().describe('Image the container was made from.'),
  author: z
    .string()
    .min(1)
    .optional()
    .describe('What `--author` said; `*` stands for any text, but not for nothing at all.'),
  message: z.string().min(1).optional().describe('What `--message` said; `*` as above.'),
});
type Expected = z.infer<typeof schema>;

const nginx = sampleImage({ id: 'sha256:1', tags: ['nginx:latest'], layers: ['a', 'b'] });

function committed(changes: Partial<ObservedImage>) {
  return sampleImage({ id: 'sha256:2', tags: ['nginx:v2'], layers: ['a', 'b', 'c'], ...changes });
}

/** An image was made from a container by `docker commit`. */
export const imageCommitted: CheckKind<Expected> = {
  name: 'image-committed',
  summary:
    'An image was made by `docker commit`, on demand from a container of a certain image, with author and message.',
  schema,
  needsDaemon: true,
  describe: ({ image }) => message('check.image-committed.title', { image: printedImageName(image) }),
  vocabulary: ({ image }) => imageVocabulary(image),

  evaluate: ({ image, from, author, message: comment }, observation, context) =>
    judgeImage(image, observation, context, (found) => {
      const values = { image: printedImageName(image), from: from === undefined ? '' : printedImageName(from) };
      const look = `docker image inspect --format '{{.Author}}: {{.Comment}}' ${image}`;
      const base = from === undefined ? undefined : findImage(from, observation);
      const history = `docker image history ${image}`;
      if (base?.id === found.id)
        return { is: 'failed', because: message('check.image-committed.only-tagged', values), look: history };
      // BuildKit signs its images in the same field.
      if (found.comment.startsWith('buildkit'))
        return { is: 'failed', because: message('check.image-committed.built', values), look: history };
      if (base && !base.layers.every((layer, index) => found.layers[index] === layer))
        return { is: 'failed', because: message('check.image-committed.other-base', values), look: history };
      if (base && found.layers.length === base.layers.length)
        return { is: 'failed', because: message('check.image-committed.unchanged', values), look: history };
      if (author !== undefined && !(found.author && fitsPattern(author, found.author))) {
        const because = found.author
          ? message('check.image-committed.other-author', { ...values, wanted: author, found: found.author })
          : message('check.image-committed.no-author', values);
        return { is: 'failed', because, look };
      }
      if (comment !== undefined && !(found.comment && fitsPattern(comment, found.comment))) {
        const because = found.comment
          ? message('check.image-committed.other-message', { ...values, wanted: comment, found: found.comment })
          : message('check.image-committed.no-message', values);
        return { is: 'failed', because, look };
      }
      return { is: 'passed', because: message('check.image-committed.passed', values) };
    }),

  examples: [
    {
      title: 'Committed',
      attributes: { image: 'nginx:v2', from: 'nginx', author: '*', message: '*page*' },
      given: { images: [nginx, committed({ author: 'Ada', comment: 'new page' })] },
      verdict: { is: 'passed', because: 'check.image-committed.passed' },
    },
    {
      title: 'Without author',
      attributes: { image: 'nginx:v2', from: 'nginx', author: '*' },
      given: { images: [nginx, committed({ comment: 'new page' })] },
      verdict: { is: 'failed', because: 'check.image-committed.no-author' },
    },
    {
      title: 'Without message',
      attributes: { image: 'nginx:v2', message: 'new page' },
      given: { images: [nginx, committed({ author: 'Ada' })] },
      verdict: { is: 'failed', because: 'check.image-committed.no-message' },
    },
    {
      title: 'Another message',
      attributes: { image: 'nginx:v2', message: 'new page' },
      given: { images: [nginx, committed({ comment: 'changed' })] },
      verdict: { is: 'failed', because: 'check.image-committed.other-message' },
    },
    {
      title: 'Another author',
      attributes: { image: 'nginx:v2', author: '*Ada*' },
      given: { images: [nginx, committed({ author: 'Bob' })] },
      verdict: { is: 'failed', because: 'check.image-committed.other-author' },
    },
    {
      title: 'Tagged instead',
      attributes: { image: 'nginx:v2', from: 'nginx' },
      given: { images: [{ ...nginx, tags: ['nginx:latest', 'nginx:v2'] }] },
      verdict: { is: 'failed', because: 'check.image-committed.only-tagged' },
    },
    {
      title: 'Committed before anything was changed',
      attributes: { image: 'nginx:v2', from: 'nginx' },
      given: { images: [nginx, committed({ layers: nginx.layers })] },
      verdict: { is: 'failed', because: 'check.image-committed.unchanged' },
    },
    {
      title: 'A container of another image committed',
      attributes: { image: 'nginx:v2', from: 'nginx' },
      given: { images: [nginx, committed({ layers: ['x', 'y'] })] },
      verdict: { is: 'failed', because: 'check.image-committed.other-base' },
    },
    {
      title: 'Built from a Dockerfile instead',
      attributes: { image: 'nginx:v2', from: 'nginx' },
      given: { images: [nginx, committed({ comment: 'buildkit.dockerfile.v0' })] },
      verdict: { is: 'failed', because: 'check.image-committed.built' },
    },
  ],
};
