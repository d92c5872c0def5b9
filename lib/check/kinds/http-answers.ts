import { z } from 'zod';
import { type Message, message } from '../../base/index.ts';
import type { CheckKind } from '../kind.ts';
import { httpKey, type Observation, type ObservedContainer, type Verdict } from '../model.ts';
import { nearlyOccurs, occurs } from '../pattern.ts';
import { portNumber } from '../port-number.ts';
import { sampleContainer } from '../sample.ts';

const schema = z.strictObject({
  port: portNumber().describe('Port of the machine.'),
  path: z.string().startsWith('/', 'a path such as /').default('/').describe('What is asked for; `/` unless given.'),
  status: z
    .string()
    .regex(/^[1-5]\d\d$/, 'a status such as 200')
    .transform(Number)
    .default(200)
    .describe('Status of the answer; `200` unless given.'),
  body: z
    .string()
    .min(1)
    .optional()
    .describe('Text that must be in the answer; `*` stands for any text within a line.'),
  without: z.string().min(1).optional().describe('Text that must not be in it; `*` as above.'),
  header: z
    .string()
    .regex(/^[\w-]+:.*$/, 'a header such as Server: nginx*')
    .optional()
    .describe('A header it must have: `Server: nginx*`; `*` stands for any text.'),
  changes: z.enum(['true']).optional().describe('`true`: asked twice in a row, the answers must differ.'),
});
type Expected = z.infer<typeof schema>;

/** A web server on the machine answers as expected. */
export const httpAnswers: CheckKind<Expected> = {
  name: 'http-answers',
  summary:
    'A web server answers at a port of the machine: with a status, a text, a header, or another answer each time. It is really asked, from the machine itself; redirects are not followed.',
  schema,
  needsDaemon: false,
  describe: (expected) => {
    const { status, body, without } = expected;
    const values = { address: address(expected), status, body: body ?? without ?? '' };
    if (expected.changes) return message('check.http-answers.title-changes', values);
    if (body !== undefined) return message('check.http-answers.title-body', values);
    if (without !== undefined) return message('check.http-answers.title-without', values);
    return message(status === 200 ? 'check.http-answers.title' : 'check.http-answers.title-status', values);
  },
  vocabulary: () => [],
  wants: ({ port, path, changes }) => ({ http: [{ port, path, twice: changes === 'true' }] }),

  evaluate: (expected, observation) => judge(expected, observation),

  examples: [
    example('It answers', {}, { status: 200, body: 'Hello' }, 'passed', 'check.http-answers.passed'),
    example(
      'With the text',
      { body: 'Hello *' },
      { status: 200, body: '<p>Hello Ada</p>' },
      'passed',
      'check.http-answers.passed',
    ),
    example(
      'With the header',
      { header: 'Server: nginx*' },
      { status: 200, headers: { server: 'nginx/1.29' } },
      'passed',
      'check.http-answers.passed',
    ),
    example(
      'Different each time',
      { changes: 'true' },
      { status: 200, body: 'visit 1', again: 'visit 2' },
      'passed',
      'check.http-answers.passed',
    ),
    example('Another status', {}, { status: 404 }, 'failed', 'check.http-answers.other-status'),
    example('An error of the server', {}, { status: 500 }, 'failed', 'check.http-answers.server-error'),
    example(
      'It sends elsewhere',
      {},
      { status: 302, headers: { location: '/login' } },
      'failed',
      'check.http-answers.redirects',
    ),
    example(
      'Without the text',
      { body: 'Hello' },
      { status: 200, body: 'Welcome to nginx!' },
      'failed',
      'check.http-answers.other-body',
    ),
    example(
      'Other letters or spaces',
      { body: 'Hello' },
      { status: 200, body: 'hello' },
      'failed',
      'check.http-answers.nearly',
    ),
    example('An empty answer', { body: 'Hello' }, { status: 200, body: '' }, 'failed', 'check.http-answers.empty'),
    example(
      'With the text that should be gone',
      { without: 'v1' },
      { status: 200, body: 'server v1' },
      'failed',
      'check.http-answers.unwanted',
    ),
    example(
      'Without the header',
      { header: 'Server: nginx*' },
      { status: 200, headers: { server: 'Apache' } },
      'failed',
      'check.http-answers.other-header',
    ),
    example(
      'The same each time',
      { changes: 'true' },
      { status: 200, body: 'a', again: 'a' },
      'failed',
      'check.http-answers.same',
    ),
    {
      title: 'Nobody answers, nothing runs',
      attributes: { port: '4000' },
      given: { http: { '4000/': null } },
      verdict: { is: 'waiting', because: 'check.http-answers.nobody' },
    },
    {
      title: 'Nobody answers, though a container publishes the port',
      attributes: { port: '4000' },
      given: { http: { '4000/': null }, containers: [web(4000)] },
      verdict: { is: 'failed', because: 'check.http-answers.deaf' },
    },
    {
      title: 'Nobody answers, a container publishes another port',
      attributes: { port: '4000' },
      given: { http: { '4000/': null }, containers: [web(8080)] },
      verdict: { is: 'failed', because: 'check.http-answers.other-port' },
    },
    {
      title: 'Nobody answers, the container has ended',
      attributes: { port: '4000' },
      given: { http: { '4000/': null }, containers: [{ ...web(4000), state: 'exited', exitCode: 1 }] },
      verdict: { is: 'failed', because: 'check.http-answers.ended' },
    },
    {
      title: 'Not asked yet',
      attributes: { port: '4000' },
      given: {},
      verdict: { is: 'waiting', because: 'check.http-answers.nobody' },
    },
  ],
};

function judge(expected: Expected, observation: Observation): Verdict {
  const { status, body, without, header, changes } = expected;
  const answer = observation.http[httpKey(expected)] ?? null;
  if (!answer) return nobody(expected, observation);
  const values = { address: address(expected), status, found: answer.status };
  const look = `curl -i ${address(expected)}`;
  const fail = (because: Message): Verdict => ({
    is: 'failed',
    because,
    ...(answer.body.trim() === ''
      ? {}
      : { found: message('check.found.body', { body: answer.body.trim().slice(0, 300) }) }),
    look,
  });
  if (answer.status !== status) {
    if (answer.status >= 500) return fail(message('check.http-answers.server-error', values));
    if (answer.status >= 300 && answer.status < 400)
      return fail(message('check.http-answers.redirects', { ...values, to: answer.headers.location ?? '' }));
    return fail(message('check.http-answers.other-status', values));
  }
  if (header !== undefined && !hasHeader(header, answer.headers))
    return fail(message('check.http-answers.other-header', { ...values, header }));
  if (without !== undefined && occurs(without, answer.body))
    return fail(message('check.http-answers.unwanted', { ...values, body: without }));
  if (body !== undefined && !occurs(body, answer.body)) {
    if (answer.body.trim() === '') return fail(message('check.http-answers.empty', values));
    if (nearlyOccurs(body, answer.body)) return fail(message('check.http-answers.nearly', { ...values, body }));
    return fail(message('check.http-answers.other-body', { ...values, body }));
  }
  if (changes && answer.again === undefined)
    return { is: 'waiting', because: message('check.http-answers.nobody', values) };
  if (changes && answer.again === answer.body) return fail(message('check.http-answers.same', values));
  return { is: 'passed', because: message('check.http-answers.passed', values) };
}

/** Why nobody may be answering, as far as the containers show it. */
function nobody(expected: Expected, { containers, at }: Observation): Verdict {
  const values = { address: address(expected), port: expected.port };
  const newest = [...containers].sort((a, b) => b.createdAt - a.createdAt);
  const publishes = ({ ports }: ObservedContainer) => ports.some(({ host }) => host === expected.port);
  const server = newest.find(publishes);
  if (server?.state === 'running') {
    // Programs need a moment before they listen.
    const young = at - server.startedAt < 3000;
    const because = message('check.http-answers.deaf', { ...values, name: server.name });
    return young ? { is: 'waiting', because } : { is: 'failed', because, look: `docker logs ${server.name}` };
  }
  if (server) {
    const because = message('check.http-answers.ended', { ...values, name: server.name, state: server.state });
    return { is: 'failed', because, look: `docker logs ${server.name}` };
  }
  const other = newest.find(({ state, ports }) => state === 'running' && ports.length > 0);
  if (other) {
    const because = message('check.http-answers.other-port', {
      ...values,
      name: other.name,
      found: other.ports[0]?.host ?? 0,
    });
    return { is: 'failed', because, look: 'docker ps' };
  }
  return { is: 'waiting', because: message('check.http-answers.nobody', values) };
}

function hasHeader(header: string, headers: Record<string, string>): boolean {
  const colon = header.indexOf(':');
  const value = headers[header.slice(0, colon).trim().toLowerCase()];
  return value !== undefined && occurs(header.slice(colon + 1).trim(), value);
}

/** As the learner would type it behind curl. */
function address({ port, path }: { port: number; path: string }): string {
  return `localhost:${port}${path === '/' ? '' : path}`;
}

function example(
  title: string,
  attributes: Record<string, string>,
  answer: { status: number; body?: string; again?: string; headers?: Record<string, string> },
  is: 'passed' | 'failed',
  because: string,
) {
  const given = { http: { '4000/': { body: '', headers: {}, ...answer } } };
  return { title, attributes: { port: '4000', ...attributes }, given, verdict: { is, because } };
}

function web(host: number): ObservedContainer {
  const ports = [{ container: 80, host, protocol: 'tcp', hostIp: '' }];
  return sampleContainer({ name: 'web', image: 'nginx', state: 'running', ports });
}
