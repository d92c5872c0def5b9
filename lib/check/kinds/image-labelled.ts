import { z } from 'zod';
import { message } from '../../base/index.ts';
import { looksLike } from '../edit-distance.ts';
import { imageName, imageVocabulary, judgeImage } from '../image-match.ts';
import { printedImageName } from '../image-name.ts';
import type { CheckKind } from '../kind.ts';
import { sampleImage } from '../sample.ts';

const schema = z.strictObject({
  image: imageName,
  label: z.string().min(1).describe('Name of the label.'),
  value: z.string().optional().describe('Its value; any when left out.'),
});
type Expected = z.infer<typeof schema>;

/** An image has a label. */
export const imageLabelled: CheckKind<Expected> = {
  name: 'image-labelled',
  summary: 'An image has a label (`LABEL`).',
  schema,
  needsDaemon: true,
  describe: ({ image, label, value }) =>
    message(value === undefined ? 'check.image-labelled.title' : 'check.image-labelled.title-value', {
      image: printedImageName(image),
      label,
      value: value ?? '',
    }),
  vocabulary: ({ image, label }) => [...imageVocabulary(image), label],

  evaluate: ({ image, label, value }, observation, context) =>
    judgeImage(image, observation, context, ({ config: { labels } }) => {
      const values = { image: printedImageName(image), label, value: value ?? '' };
      const look = `docker image inspect --format '{{json .Config.Labels}}' ${image}`;
      const found = Object.hasOwn(labels, label) ? labels[label] : undefined;
      if (found !== undefined && (value === undefined || found === value))
        return { is: 'passed', because: message('check.image-labelled.passed', { ...values, value: found }) };
      if (found !== undefined)
        return { is: 'failed', because: message('check.image-labelled.other-value', { ...values, found }), look };
      const keys = Object.keys(labels);
      const meant = keys.find((key) => key.toLowerCase() === label.toLowerCase() || looksLike(key, label));
      const because = meant
        ? message('check.image-labelled.other-name', { ...values, found: meant })
        : keys.length === 0
          ? message('check.image-labelled.none', values)
          : message('check.image-labelled.missing', { ...values, found: keys.join(', ') });
      return { is: 'failed', because, look };
    }),

  examples: [
    {
      title: 'Labelled',
      attributes: { image: 'site', label: 'maintainer', value: 'Ada' },
      given: { images: [site({ maintainer: 'Ada' })] },
      verdict: { is: 'passed', because: 'check.image-labelled.passed' },
    },
    {
      title: 'No label at all',
      attributes: { image: 'site', label: 'maintainer', value: 'Ada' },
      given: { images: [site({})] },
      verdict: { is: 'failed', because: 'check.image-labelled.none' },
    },
    {
      title: 'Other labels only',
      attributes: { image: 'site', label: 'maintainer', value: 'Ada' },
      given: { images: [site({ version: '1' })] },
      verdict: { is: 'failed', because: 'check.image-labelled.missing' },
    },
    {
      title: 'Another value',
      attributes: { image: 'site', label: 'maintainer', value: 'Ada' },
      given: { images: [site({ maintainer: 'Bob' })] },
      verdict: { is: 'failed', because: 'check.image-labelled.other-value' },
    },
    {
      title: 'Misspelt',
      attributes: { image: 'site', label: 'maintainer', value: 'Ada' },
      given: { images: [site({ Maintainer: 'Ada' })] },
      verdict: { is: 'failed', because: 'check.image-labelled.other-name' },
    },
  ],
};

function site(labels: Record<string, string>) {
  const image = sampleImage({ tags: ['site:latest'] });
  return { ...image, config: { ...image.config, labels } };
}
