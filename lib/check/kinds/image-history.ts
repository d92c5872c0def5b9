import { z } from 'zod';
import { message } from '../../base/index.ts';
import { imageName, imageVocabulary, judgeImage } from '../image-match.ts';
import { printedImageName } from '../image-name.ts';
import type { CheckKind } from '../kind.ts';
import { nearlyOccurs, occurs } from '../pattern.ts';
import { sampleImage } from '../sample.ts';
import { wholeNumber } from '../whole-number.ts';

const schema = z
  .strictObject({
    image: imageName,
    text: z.string().min(1).optional().describe('Text that must be in a line of its history; `*` stands for any text.'),
    times: wholeNumber(200).optional().describe('In exactly so many lines; at least one when left out.'),
    without: z.string().min(1).optional().describe('Text that must be in none of them; `*` as above.'),
  })
  .refine(({ text, without }) => text !== undefined || without !== undefined, 'give text="…", without="…" or both');
type Expected = z.infer<typeof schema>;

/** An image's history shows how it was made. */
export const imageHistory: CheckKind<Expected> = {
  name: 'image-history',
  summary: 'The history of an image (`docker image history --no-trunc`) has a text in it, or has not.',
  schema,
  needsDaemon: true,
  describe: ({ image, text, without }) =>
    text === undefined
      ? message('check.image-history.title-without', { image: printedImageName(image), text: without ?? '' })
      : message('check.image-history.title', { image: printedImageName(image), text }),
  vocabulary: ({ image }) => imageVocabulary(image),
  wants: () => ({ history: true }),

  evaluate: ({ image, text, times, without }, observation, context) =>
    judgeImage(image, observation, context, ({ history }) => {
      const values = { image: printedImageName(image), text: text ?? without ?? '', wanted: times ?? 1 };
      const look = `docker image history --no-trunc ${image}`;
      if (history.length === 0) return { is: 'waiting', because: message('check.image-history.unread', values) };
      if (without !== undefined && history.some((line) => occurs(without, line)))
        return { is: 'failed', because: message('check.image-history.unwanted', { ...values, text: without }), look };
      const count = text === undefined ? 0 : history.filter((line) => occurs(text, line)).length;
      if (text === undefined || (count > 0 && (times === undefined || count === times)))
        return { is: 'passed', because: message('check.image-history.passed', values) };
      if (count > 0)
        return { is: 'failed', because: message('check.image-history.other-count', { ...values, count }), look };
      const because = history.some((line) => nearlyOccurs(text, line))
        ? message('check.image-history.nearly', values)
        : message('check.image-history.missing', values);
      return { is: 'failed', because, look };
    }),

  examples: [
    {
      title: 'It shows there',
      attributes: { image: 'app', text: 'RUN *pip install*' },
      given: { images: [app(['RUN /bin/sh -c pip install flask # buildkit', 'FROM x'])] },
      verdict: { is: 'passed', because: 'check.image-history.passed' },
    },
    {
      title: 'It does not show there',
      attributes: { image: 'app', text: 'pip install' },
      given: { images: [app(['COPY . .'])] },
      verdict: { is: 'failed', because: 'check.image-history.missing' },
    },
    {
      title: 'Other letters or spaces',
      attributes: { image: 'app', text: 'PIP install' },
      given: { images: [app(['RUN pip install'])] },
      verdict: { is: 'failed', because: 'check.image-history.nearly' },
    },
    {
      title: 'Too often',
      attributes: { image: 'app', text: 'RUN ', times: '1' },
      given: { images: [app(['RUN a', 'RUN b'])] },
      verdict: { is: 'failed', because: 'check.image-history.other-count' },
    },
    {
      title: 'What should not be there',
      attributes: { image: 'app', without: 'SECRET' },
      given: { images: [app(['ENV SECRET=1'])] },
      verdict: { is: 'failed', because: 'check.image-history.unwanted' },
    },
    {
      title: 'Not read yet',
      attributes: { image: 'app', text: 'RUN' },
      given: { images: [app([])] },
      verdict: { is: 'waiting', because: 'check.image-history.unread' },
    },
  ],
};

function app(history: string[]) {
  return sampleImage({ tags: ['app:latest'], history });
}
