import { z } from 'zod';
import { message } from '../../base/index.ts';
import { matchingContainers, namesAContainer } from '../container-match.ts';
import { sameImage, shortId } from '../image-name.ts';
import type { CheckKind } from '../kind.ts';
import type { Observation, Verdict } from '../model.ts';
import { sampleContainer, sampleImage } from '../sample.ts';

/** What can be asked for, as the sentences select by it (ICU selectors may not hold a hyphen), and the command that shows it. */
const questions = {
  'image-id': { of: 'imageId', about: 'image', look: 'docker image ls' },
  'image-digest': { of: 'imageDigest', about: 'image', look: 'docker image ls --digests' },
  'layer-count': { of: 'layerCount', about: 'image', look: 'docker image inspect' },
  'container-id': { of: 'containerId', about: 'container', look: 'docker ps -a' },
  'container-name': { of: 'containerName', about: 'container', look: 'docker ps -a' },
  'container-ip': { of: 'containerIp', about: 'container', look: 'docker inspect' },
  'exit-code': { of: 'exitCode', about: 'container', look: 'docker ps -a' },
  'host-port': { of: 'hostPort', about: 'container', look: 'docker port' },
} as const;
/** Long ones, of which the beginning is enough of an answer. */
const ids: readonly string[] = ['image-id', 'image-digest', 'container-id'];

const schema = z
  .strictObject({
    of: z
      .enum([
        ...(['image-id', 'image-digest', 'layer-count', 'container-id', 'container-name'] as const),
        ...(['container-ip', 'exit-code', 'host-port'] as const),
      ])
      .describe('What is asked for.'),
    name: z.string().min(1).optional().describe('Name of the container asked about.'),
    image: z.string().min(1).optional().describe('Image asked about, or that the container was made from.'),
  })
  .refine(namesAContainer, 'give name="…", image="…" or both')
  .refine(
    ({ of, image }) => questions[of].about === 'container' || image !== undefined,
    'a question about an image needs image="…"',
  );
type Expected = z.infer<typeof schema>;

/** Characters of an id that are enough of an answer. */
const enough = 4;

/** The answer to a question is what the learner's own sandbox says: an id (or its beginning) or a name. */
export const answerGiven: CheckKind<Expected> = {
  name: 'answer-given',
  summary: 'A question about the learner’s own machine was answered rightly. Written as `<Question>`.',
  schema,
  needsDaemon: true,
  describe: ({ of }) => message('check.answer-given.title', { of: questions[of].of }),
  answer: (expected, observation) => rightAnswers(expected, observation)[0] ?? null,

  evaluate(expected, observation, { step, check }): Verdict {
    const { of, about, look } = questions[expected.of];
    const long = ids.includes(expected.of);
    const answer = observation.answers[`${step}/${check}`]
      ?.trim()
      .toLowerCase()
      .replace(/^sha256:/, '');
    const right = rightAnswers(expected, observation);
    if (!answer) return { is: 'waiting', because: message('check.answer-given.open', { of }) };
    if (right.length === 0) return { is: 'failed', because: message('check.answer-given.nothing', { about }), look };
    if (
      right.some((each) => (long ? each.startsWith(answer) && answer.length >= enough : each.toLowerCase() === answer))
    ) {
      return { is: 'passed', because: message('check.answer-given.passed', { answer }) };
    }
    const found = message('check.found.answer', { answer });
    if (long && answer.length < enough && right.some((each) => each.startsWith(answer))) {
      return { is: 'failed', because: message('check.answer-given.too-short', { count: enough }), found, look };
    }
    const other = whatElse(answer, observation);
    if (other)
      return {
        is: 'failed',
        because: message('check.answer-given.something-else', { of, other, answer }),
        found,
        look,
      };
    return { is: 'failed', because: message('check.answer-given.wrong', { of, answer }), found, look };
  },

  examples: [
    {
      title: 'Not answered',
      attributes: { of: 'image-id', image: 'hello-world' },
      given: { images: [sampleImage()] },
      verdict: { is: 'waiting', because: 'check.answer-given.open' },
    },
    {
      title: 'The beginning of the id',
      attributes: { of: 'image-id', image: 'hello-world' },
      given: { images: [sampleImage()], answers: { 'step/check': ' A1B2C3 ' } },
      verdict: { is: 'passed', because: 'check.answer-given.passed' },
    },
    {
      title: 'The name',
      attributes: { of: 'container-name', image: 'hello-world' },
      given: { containers: [sampleContainer()], answers: { 'step/check': 'quirky_hopper' } },
      verdict: { is: 'passed', because: 'check.answer-given.passed' },
    },
    {
      title: 'The port of the machine',
      attributes: { of: 'host-port', name: 'web' },
      given: { containers: [published()], answers: { 'step/check': '32768' } },
      verdict: { is: 'passed', because: 'check.answer-given.passed' },
    },
    {
      title: 'The address',
      attributes: { of: 'container-ip', name: 'web' },
      given: { containers: [published()], answers: { 'step/check': '172.17.0.2' } },
      verdict: { is: 'passed', because: 'check.answer-given.passed' },
    },
    {
      title: 'The port of the container where the machine’s is asked for',
      attributes: { of: 'host-port', name: 'web' },
      given: { containers: [published()], answers: { 'step/check': '80' } },
      verdict: { is: 'failed', because: 'check.answer-given.something-else' },
    },
    {
      title: 'The digest, with what stands before it',
      attributes: { of: 'image-digest', image: 'hello-world' },
      given: {
        images: [sampleImage({ digests: ['hello-world@sha256:beefbeefbeef'] })],
        answers: { 'step/check': 'sha256:beefbeef' },
      },
      verdict: { is: 'passed', because: 'check.answer-given.passed' },
    },
    {
      title: 'Another number of layers',
      attributes: { of: 'layer-count', image: 'hello-world' },
      given: { images: [sampleImage({ layers: ['a', 'b'] })], answers: { 'step/check': '3' } },
      verdict: { is: 'failed', because: 'check.answer-given.wrong' },
    },
    {
      title: 'Too little of the id',
      attributes: { of: 'image-id', image: 'hello-world' },
      given: { images: [sampleImage()], answers: { 'step/check': 'a1' } },
      verdict: { is: 'failed', because: 'check.answer-given.too-short' },
    },
    {
      title: 'The name where the id is asked for',
      attributes: { of: 'container-id', image: 'hello-world' },
      given: { containers: [sampleContainer()], answers: { 'step/check': 'quirky_hopper' } },
      verdict: { is: 'failed', because: 'check.answer-given.something-else' },
    },
    {
      title: 'Something that is nowhere',
      attributes: { of: 'container-name', image: 'hello-world' },
      given: { containers: [sampleContainer()], answers: { 'step/check': 'bob' } },
      verdict: { is: 'failed', because: 'check.answer-given.wrong' },
    },
    {
      title: 'There is nothing to ask about',
      attributes: { of: 'container-name', image: 'hello-world' },
      given: { answers: { 'step/check': 'bob' } },
      verdict: { is: 'failed', because: 'check.answer-given.nothing' },
    },
  ],
};

function rightAnswers({ of, name, image }: Expected, observation: Observation): string[] {
  const images = observation.images.filter(
    ({ tags }) => image !== undefined && tags.some((tag) => sameImage(tag, image)),
  );
  const containers = matchingContainers({ name, image }, observation);
  switch (of) {
    case 'image-id':
      return images.map(({ id }) => id.replace(/^sha256:/, ''));
    case 'image-digest':
      return images.flatMap(({ digests }) => digests).map((digest) => digest.replace(/^.*@(sha256:)?/, ''));
    case 'layer-count':
      return images.map(({ layers }) => String(layers.length));
    case 'container-id':
      return containers.map(({ id }) => id);
    case 'container-name':
      return containers.map((container) => container.name);
    case 'container-ip':
      return containers.flatMap(({ addresses }) => addresses);
    case 'exit-code':
      return containers.filter(({ state }) => state === 'exited').map(({ exitCode }) => String(exitCode));
    case 'host-port':
      return containers.flatMap(({ ports }) => ports.map(({ host }) => String(host)));
  }
}

/** What the learner's answer names instead: a word for `other` in the message, or null. */
function whatElse(answer: string, observation: Observation): string | null {
  const starts = (id: string) => answer.length >= enough && shortId(id).startsWith(answer.slice(0, 12));
  if (observation.containers.some(({ name }) => name.toLowerCase() === answer)) return 'containerName';
  if (observation.containers.some(({ id }) => starts(id))) return 'containerId';
  if (observation.images.some(({ id }) => starts(id))) return 'imageId';
  if (observation.images.some(({ tags }) => tags.some((tag) => sameImage(tag, answer)))) return 'imageName';
  if (observation.containers.some(({ ports }) => ports.some(({ container }) => String(container) === answer)))
    return 'containerPort';
  return null;
}

function published() {
  const ports = [{ container: 80, host: 32768, protocol: 'tcp', hostIp: '' }];
  return sampleContainer({ name: 'web', state: 'running', ports, addresses: ['172.17.0.2'] });
}
