import { z } from 'zod';
import { message } from '../../base/index.ts';
import { imageName, imageVocabulary, judgeImage } from '../image-match.ts';
import { printedImageName } from '../image-name.ts';
import type { CheckKind } from '../kind.ts';
import { judgeProgram } from '../program-form.ts';
import { sampleImage } from '../sample.ts';

const schema = z.strictObject({
  image: imageName,
  command: z.string().min(1).describe('The words of its CMD, separated by spaces; `*` stands for any text.'),
  form: z.enum(['exec', 'shell']).optional().describe('Form it must have: a JSON list (`exec`) or a line (`shell`).'),
});
type Expected = z.infer<typeof schema>;

/** An image has a certain CMD. */
export const imageCmd: CheckKind<Expected> = {
  name: 'image-cmd',
  summary: 'An image has a certain CMD, on demand in exec or in shell form.',
  schema,
  needsDaemon: true,
  describe: ({ image, command }) =>
    message('check.image-program.title', { image: printedImageName(image), instruction: 'CMD', wanted: command }),
  vocabulary: ({ image }) => imageVocabulary(image),

  evaluate: ({ image, command, form }, observation, context) =>
    judgeImage(image, observation, context, ({ config }) => {
      const wanted = { image: printedImageName(image), instruction: 'CMD' as const, line: command, form };
      return judgeProgram(wanted, config.cmd, config.entrypoint);
    }),

  examples: [
    {
      title: 'That CMD',
      attributes: { image: 'app', command: 'python app.py', form: 'exec' },
      given: { images: [app(['python', 'app.py'])] },
      verdict: { is: 'passed', because: 'check.image-program.passed' },
    },
    {
      title: 'In either form',
      attributes: { image: 'app', command: 'python *' },
      given: { images: [app(['/bin/sh', '-c', 'python app.py'])] },
      verdict: { is: 'passed', because: 'check.image-program.passed' },
    },
    {
      title: 'In shell form',
      attributes: { image: 'app', command: 'python app.py', form: 'exec' },
      given: { images: [app(['/bin/sh', '-c', 'python app.py'])] },
      verdict: { is: 'failed', because: 'check.image-program.other-form' },
    },
    {
      title: 'None',
      attributes: { image: 'app', command: 'python app.py' },
      given: { images: [app([])] },
      verdict: { is: 'failed', because: 'check.image-program.none' },
    },
    {
      title: 'Another',
      attributes: { image: 'app', command: 'python app.py' },
      given: { images: [app(['python', 'main.py'])] },
      verdict: { is: 'failed', because: 'check.image-program.other' },
    },
    {
      title: 'Written as the other of the two instructions',
      attributes: { image: 'app', command: 'python app.py' },
      given: { images: [app([], ['python', 'app.py'])] },
      verdict: { is: 'failed', because: 'check.image-program.other-instruction' },
    },
    {
      title: 'A list with single quotes, which is no JSON',
      attributes: { image: 'app', command: 'python app.py' },
      given: { images: [app(['/bin/sh', '-c', "['python', 'app.py']"])] },
      verdict: { is: 'failed', because: 'check.image-program.broken-list' },
    },
  ],
};

function app(cmd: string[], entrypoint: string[] = []) {
  const image = sampleImage({ tags: ['app:latest'] });
  return { ...image, config: { ...image.config, cmd, entrypoint } };
}
