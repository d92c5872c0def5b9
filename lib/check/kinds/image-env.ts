import { z } from 'zod';
import { message } from '../../base/index.ts';
import { lookUp } from '../environment.ts';
import { imageName, imageVocabulary, judgeImage } from '../image-match.ts';
import { printedImageName } from '../image-name.ts';
import type { CheckKind } from '../kind.ts';
import { sampleImage } from '../sample.ts';

const schema = z.strictObject({
  image: imageName,
  variable: z.string().min(1).describe('Name of the environment variable.'),
  value: z.string().optional().describe('Its value; any when left out.'),
});
type Expected = z.infer<typeof schema>;

/** An image sets an environment variable. */
export const imageEnv: CheckKind<Expected> = {
  name: 'image-env',
  summary: 'An image sets an environment variable (`ENV`).',
  schema,
  needsDaemon: true,
  describe: ({ image, variable, value }) =>
    message(value === undefined ? 'check.image-env.title' : 'check.image-env.title-value', {
      image: printedImageName(image),
      variable,
      value: value ?? '',
    }),
  vocabulary: ({ image, variable }) => [...imageVocabulary(image), variable],

  evaluate: ({ image, variable, value }, observation, context) =>
    judgeImage(image, observation, context, ({ config }) => {
      const { value: found, near } = lookUp(config.env, variable);
      const values = { image: printedImageName(image), variable, value: value ?? '' };
      if (found !== undefined && (value === undefined || found === value))
        return { is: 'passed', because: message('check.image-env.passed', { ...values, value: found }) };
      const because =
        found !== undefined
          ? message('check.image-env.other-value', { ...values, found })
          : near
            ? message('check.image-env.other-name', { ...values, found: near })
            : message('check.image-env.missing', values);
      return { is: 'failed', because, look: `docker image inspect --format '{{json .Config.Env}}' ${image}` };
    }),

  examples: [
    {
      title: 'Set',
      attributes: { image: 'app', variable: 'NAME', value: 'World' },
      given: { images: [app(['PATH=/bin', 'NAME=World'])] },
      verdict: { is: 'passed', because: 'check.image-env.passed' },
    },
    {
      title: 'Not set',
      attributes: { image: 'app', variable: 'NAME', value: 'World' },
      given: { images: [app(['PATH=/bin'])] },
      verdict: { is: 'failed', because: 'check.image-env.missing' },
    },
    {
      title: 'Another value',
      attributes: { image: 'app', variable: 'NAME', value: 'World' },
      given: { images: [app(['NAME=Docker'])] },
      verdict: { is: 'failed', because: 'check.image-env.other-value' },
    },
    {
      title: 'Misspelt',
      attributes: { image: 'app', variable: 'NAME', value: 'World' },
      given: { images: [app(['Name=World'])] },
      verdict: { is: 'failed', because: 'check.image-env.other-name' },
    },
  ],
};

function app(env: string[]) {
  const image = sampleImage({ tags: ['app:latest'] });
  return { ...image, config: { ...image.config, env } };
}
