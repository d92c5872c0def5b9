import { z } from 'zod';
import { message } from '../../base/index.ts';
import { findImage, hasArrived, imageName, imageVocabulary, noImage } from '../image-match.ts';
import { printedImageName, shortId } from '../image-name.ts';
import type { CheckKind } from '../kind.ts';
import { sampleCommand, sampleEvent, sampleImage, sampleTime } from '../sample.ts';

const schema = z.strictObject({ image: imageName });
type Expected = z.infer<typeof schema>;

/** The daemon holds an image of this name and tag, pulled, built or tagged. */
export const imageExists: CheckKind<Expected> = {
  name: 'image-exists',
  summary: 'An image of this name and tag is on the learner’s machine.',
  schema,
  needsDaemon: true,
  describe: ({ image }) => message('check.image-exists.title', { image: printedImageName(image) }),
  vocabulary: ({ image }) => imageVocabulary(image),

  evaluate({ image }, observation, context) {
    const name = printedImageName(image);
    const present = findImage(image, observation);
    if (present)
      return { is: 'passed', because: message('check.image-exists.passed', { image: name, id: shortId(present.id) }) };
    if (context.mode === 'once' && hasArrived(image, observation, context))
      return { is: 'passed', because: message('check.image-exists.was-here', { image: name }) };
    return noImage(image, observation, context);
  },

  examples: [
    {
      title: 'Pulled',
      attributes: { image: 'hello-world' },
      given: { images: [sampleImage()] },
      verdict: { is: 'passed', because: 'check.image-exists.passed' },
    },
    {
      title: 'Pulled and removed again',
      attributes: { image: 'hello-world' },
      given: {
        events: [
          sampleEvent('pull', {
            type: 'image',
            id: 'hello-world:latest',
            name: 'hello-world',
            attributes: { name: 'hello-world' },
          }),
        ],
      },
      verdict: { is: 'passed', because: 'check.image-exists.was-here' },
    },
    {
      title: 'Removed again, and the check is to hold',
      attributes: { image: 'hello-world' },
      given: {
        events: [
          sampleEvent('pull', {
            type: 'image',
            id: 'hello-world:latest',
            name: 'hello-world',
            attributes: { name: 'hello-world' },
          }),
        ],
      },
      context: { mode: 'holds' },
      verdict: { is: 'failed', because: 'check.image-exists.removed' },
    },
    {
      title: 'Pulled before the step began, and gone',
      attributes: { image: 'hello-world' },
      given: {
        events: [
          sampleEvent('pull', { type: 'image', id: 'hello-world:latest', name: 'hello-world', at: sampleTime - 1 }),
        ],
      },
      verdict: { is: 'waiting', because: 'check.image-exists.none' },
    },
    {
      title: 'Another tag',
      attributes: { image: 'hello-world' },
      given: { images: [sampleImage({ tags: ['hello-world:linux'] })] },
      verdict: { is: 'failed', because: 'check.image-exists.other-tag' },
    },
    {
      title: 'The same image under another name',
      attributes: { image: 'hello-world' },
      given: { images: [sampleImage({ tags: ['someone/hello-world:latest'] })] },
      verdict: { is: 'failed', because: 'check.image-exists.other-name' },
    },
    {
      title: 'Nothing yet',
      attributes: { image: 'hello-world' },
      given: { images: [sampleImage({ tags: ['debian:13'] })] },
      verdict: { is: 'waiting', because: 'check.image-exists.none' },
    },
    {
      title: 'Built without a name',
      attributes: { image: 'site' },
      given: { images: [sampleImage({ tags: [], createdAt: sampleTime + 1000 })] },
      verdict: { is: 'failed', because: 'check.image-exists.nameless' },
    },
    {
      title: 'Its build failed',
      attributes: { image: 'site:v2' },
      given: {
        images: [sampleImage({ tags: ['site:v1'] })],
        commands: [sampleCommand('cd site && docker build --tag=site:v2 .', 1), sampleCommand('ls', 0)],
      },
      verdict: { is: 'failed', because: 'check.image-exists.build-failed' },
    },
    {
      title: 'Its build failed, the one after that gave another tag',
      attributes: { image: 'site:v2' },
      given: {
        images: [sampleImage({ tags: ['site:v1'] })],
        commands: [sampleCommand('docker build -t site:v2 .', 1), sampleCommand('docker build -t site:v1 .', 0)],
      },
      verdict: { is: 'failed', because: 'check.image-exists.other-tag' },
    },
    {
      title: 'The name was mistyped',
      attributes: { image: 'hello-world' },
      given: { commands: [sampleCommand('docker pull hello-wrld', 1)] },
      verdict: { is: 'failed', because: 'check.typo' },
    },
  ],
};
