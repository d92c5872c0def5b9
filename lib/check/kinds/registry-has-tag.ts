import { z } from 'zod';
import { message } from '../../base/index.ts';
import { looksLike } from '../edit-distance.ts';
import type { CheckKind } from '../kind.ts';
import { httpKey } from '../model.ts';
import { portNumber } from '../port-number.ts';
import { sampleImage } from '../sample.ts';

const schema = z.strictObject({
  port: portNumber().default(5000).describe('Port of the machine at which the registry answers; `5000` unless given.'),
  repository: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._/-]*$/, 'a repository such as hello or team/hello')
    .describe('Name in the registry, without the registry and the tag.'),
  tag: z.string().min(1).default('latest').describe('The tag; `latest` unless given.'),
});
type Expected = z.infer<typeof schema>;

const TagList = z.looseObject({ tags: z.array(z.string()).nullish() });

/** A registry on the machine holds an image with a tag. */
export const registryHasTag: CheckKind<Expected> = {
  name: 'registry-has-tag',
  summary: 'A registry that runs on the machine holds an image with a tag; the registry itself is asked.',
  schema,
  needsDaemon: true,
  describe: (expected) => message('check.registry-has-tag.title', names(expected)),
  vocabulary: (expected) => [names(expected).image, expected.repository],
  wants: ({ port, repository }) => ({ http: [{ port, path: path(repository), twice: false }] }),

  evaluate(expected, { http, images }) {
    const { port, repository, tag } = expected;
    const values = names(expected);
    const answer = http[httpKey({ port, path: path(repository) })] ?? null;
    const look = `curl localhost:${port}${path(repository)}`;
    if (!answer) return { is: 'waiting', because: message('check.registry-has-tag.no-registry', values) };
    const tags = tagsOf(answer.body);
    if (answer.status === 200 && tags.includes(tag))
      return { is: 'passed', because: message('check.registry-has-tag.passed', values) };
    if (answer.status === 200 && tags.length > 0) {
      const because = message('check.registry-has-tag.other-tag', { ...values, found: tags.join(', ') });
      return { is: 'failed', because, look };
    }
    // A registry says 404 for what it does not have, with a version header; anything else is no registry.
    if (answer.status !== 200 && !answer.headers['docker-distribution-api-version'])
      return { is: 'failed', because: message('check.registry-has-tag.other-server', values), look };
    const local = images.flatMap((image) => image.tags);
    if (!local.some((each) => each === values.image)) {
      const meant = local.find((each) => each.startsWith(`localhost:${port}/`) && looksLike(each, values.image));
      const because = meant
        ? message('check.registry-has-tag.misnamed', { ...values, found: meant })
        : message('check.registry-has-tag.not-tagged', values);
      return { is: 'waiting', because };
    }
    return { is: 'waiting', because: message('check.registry-has-tag.not-pushed', values) };
  },

  examples: [
    {
      title: 'The registry has it',
      attributes: { repository: 'hello', tag: 'v1' },
      given: registry('{"name":"hello","tags":["v1"]}'),
      verdict: { is: 'passed', because: 'check.registry-has-tag.passed' },
    },
    {
      title: 'Another tag',
      attributes: { repository: 'hello', tag: 'v1' },
      given: registry('{"name":"hello","tags":["latest"]}'),
      verdict: { is: 'failed', because: 'check.registry-has-tag.other-tag' },
    },
    {
      title: 'No registry answers',
      attributes: { repository: 'hello', tag: 'v1' },
      given: { http: { '5000/v2/hello/tags/list': null } },
      verdict: { is: 'waiting', because: 'check.registry-has-tag.no-registry' },
    },
    {
      title: 'Something else answers there',
      attributes: { repository: 'hello', tag: 'v1' },
      given: registry('<h1>It works</h1>', 404, {}),
      verdict: { is: 'failed', because: 'check.registry-has-tag.other-server' },
    },
    {
      title: 'Tagged, not pushed',
      attributes: { repository: 'hello', tag: 'v1' },
      given: { ...registry('{"errors":[]}', 404), images: [sampleImage({ tags: ['localhost:5000/hello:v1'] })] },
      verdict: { is: 'waiting', because: 'check.registry-has-tag.not-pushed' },
    },
    {
      title: 'Not tagged for it',
      attributes: { repository: 'hello', tag: 'v1' },
      given: { ...registry('{"errors":[]}', 404), images: [sampleImage({ tags: ['hello:v1'] })] },
      verdict: { is: 'waiting', because: 'check.registry-has-tag.not-tagged' },
    },
    {
      title: 'Tagged with a slip of the fingers',
      attributes: { repository: 'hello', tag: 'v1' },
      given: { ...registry('{"errors":[]}', 404), images: [sampleImage({ tags: ['localhost:5000/helo:v1'] })] },
      verdict: { is: 'waiting', because: 'check.registry-has-tag.misnamed' },
    },
  ],
};

function path(repository: string): string {
  return `/v2/${repository}/tags/list`;
}

function names({ port, repository, tag }: Expected) {
  return { image: `localhost:${port}/${repository}:${tag}`, port, repository, tag };
}

function tagsOf(body: string): string[] {
  try {
    return TagList.parse(JSON.parse(body)).tags ?? [];
  } catch {
    return [];
  }
}

function registry(
  body: string,
  status = 200,
  headers: Record<string, string> = { 'docker-distribution-api-version': 'registry/2.0' },
) {
  return { http: { '5000/v2/hello/tags/list': { status, headers, body } } };
}
