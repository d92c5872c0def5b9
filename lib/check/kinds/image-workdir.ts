import { z } from 'zod';
import { message } from '../../base/index.ts';
import { imageName, imageVocabulary, judgeImage } from '../image-match.ts';
import { printedImageName } from '../image-name.ts';
import type { CheckKind } from '../kind.ts';
import { sampleImage } from '../sample.ts';

const schema = z.strictObject({
  image: imageName,
  folder: z.string().startsWith('/', 'an absolute path').describe('The working directory: an absolute path.'),
});
type Expected = z.infer<typeof schema>;

/** An image's programs start in a certain folder. */
export const imageWorkdir: CheckKind<Expected> = {
  name: 'image-workdir',
  summary: 'Programs of an image start in a certain folder (`WORKDIR`).',
  schema,
  needsDaemon: true,
  describe: ({ image, folder }) => message('check.image-workdir.title', { image: printedImageName(image), folder }),
  vocabulary: ({ image }) => imageVocabulary(image),

  evaluate: ({ image, folder }, observation, context) =>
    judgeImage(image, observation, context, ({ config: { workdir } }) => {
      const values = { image: printedImageName(image), folder, found: workdir };
      if (workdir === folder) return { is: 'passed', because: message('check.image-workdir.passed', values) };
      const because =
        workdir === '' || workdir === '/'
          ? message('check.image-workdir.none', values)
          : workdir.endsWith(folder)
            ? message('check.image-workdir.relative', values)
            : message('check.image-workdir.other', values);
      return { is: 'failed', because, look: `docker image inspect --format '{{.Config.WorkingDir}}' ${image}` };
    }),

  examples: [
    {
      title: 'That folder',
      attributes: { image: 'app', folder: '/app' },
      given: { images: [app('/app')] },
      verdict: { is: 'passed', because: 'check.image-workdir.passed' },
    },
    {
      title: 'None',
      attributes: { image: 'app', folder: '/app' },
      given: { images: [app('')] },
      verdict: { is: 'failed', because: 'check.image-workdir.none' },
    },
    {
      title: 'Below the folder of the base image, because the path was relative',
      attributes: { image: 'app', folder: '/app' },
      given: { images: [app('/usr/src/app')] },
      verdict: { is: 'failed', because: 'check.image-workdir.relative' },
    },
    {
      title: 'Another folder',
      attributes: { image: 'app', folder: '/app' },
      given: { images: [app('/srv')] },
      verdict: { is: 'failed', because: 'check.image-workdir.other' },
    },
  ],
};

function app(workdir: string) {
  const image = sampleImage({ tags: ['app:latest'] });
  return { ...image, config: { ...image.config, workdir } };
}
