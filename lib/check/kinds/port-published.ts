import { z } from 'zod';
import { message } from '../../base/index.ts';
import {
  aboutExpected,
  containerSelector,
  containerVocabulary,
  namesAContainer,
  namesAContainerError,
} from '../container-match.ts';
import { judgeContainers, notRunning } from '../container-state.ts';
import type { CheckKind } from '../kind.ts';
import type { ObservedContainer, Verdict } from '../model.ts';
import { portNumber } from '../port-number.ts';
import { sampleContainer, sampleImage } from '../sample.ts';

const schema = z
  .strictObject({
    ...containerSelector,
    port: portNumber().describe('Port inside the container: the right-hand number of `-p 4000:80`.'),
    host: portNumber()
      .optional()
      .describe('Port of the machine: the left-hand number of `-p 4000:80`. Any port when left out, as with `-P`.'),
    protocol: z.enum(['tcp', 'udp']).default('tcp').describe('`tcp` unless given.'),
  })
  .refine(namesAContainer, namesAContainerError);
type Expected = z.infer<typeof schema>;
type Port = ObservedContainer['ports'][number];

/** A running container's port is reachable at a port of the machine, on all its addresses. */
export const portPublished: CheckKind<Expected> = {
  name: 'port-published',
  summary: 'Such a container runs, and a port of it is published on the machine, on all addresses.',
  schema,
  needsDaemon: true,
  describe: (expected) =>
    aboutExpected('check.port-published.title', expected, { port: expected.port, host: expected.host ?? 0 }),
  vocabulary: containerVocabulary,

  evaluate: (expected, observation, context) =>
    judgeContainers(expected, observation, context, (container) => judge(container, expected)),

  examples: [
    {
      title: 'Published',
      attributes: { name: 'web', port: '80', host: '4000' },
      given: { containers: [web([port(80, 4000)])] },
      verdict: { is: 'passed', because: 'check.port-published.passed' },
    },
    {
      title: 'Published to a port Docker chose',
      attributes: { image: 'nginx', port: '80' },
      given: { containers: [web([port(80, 32768)])] },
      verdict: { is: 'passed', because: 'check.port-published.passed' },
    },
    {
      title: 'Not published at all',
      attributes: { name: 'web', port: '80', host: '4000' },
      given: { containers: [web([])] },
      verdict: { is: 'failed', because: 'check.port-published.none' },
    },
    {
      title: 'Published to another port of the machine',
      attributes: { name: 'web', port: '80', host: '4000' },
      given: { containers: [web([port(80, 8080)])] },
      verdict: { is: 'failed', because: 'check.port-published.other-host' },
    },
    {
      title: 'Another port of the container published',
      attributes: { name: 'web', port: '80', host: '4000' },
      given: { containers: [web([port(8080, 4000)])] },
      verdict: { is: 'failed', because: 'check.port-published.other-port' },
    },
    {
      title: 'The two numbers the wrong way round',
      attributes: { name: 'web', port: '80', host: '4000' },
      given: { containers: [web([port(4000, 80)])] },
      verdict: { is: 'failed', because: 'check.port-published.swapped' },
    },
    {
      title: 'Bound to one address only',
      attributes: { name: 'web', port: '80', host: '4000' },
      given: { containers: [web([{ ...port(80, 4000), hostIp: '127.0.0.1' }])] },
      verdict: { is: 'failed', because: 'check.port-published.bound' },
    },
    {
      title: 'Published for another protocol',
      attributes: { name: 'web', port: '80', host: '4000' },
      given: { containers: [web([{ ...port(80, 4000), protocol: 'udp' }])] },
      verdict: { is: 'failed', because: 'check.port-published.other-protocol' },
    },
    {
      title: 'Published, but its program has ended',
      attributes: { name: 'web', port: '80', host: '4000' },
      given: { containers: [{ ...web([port(80, 4000)]), state: 'exited', exitCode: 1 }] },
      verdict: { is: 'failed', because: 'check.container-running.crashed' },
    },
    {
      title: 'Created, but the port of the machine was taken',
      attributes: { name: 'web', port: '80', host: '4000' },
      given: { containers: [{ ...web([port(80, 4000)]), state: 'created', exitCode: 128, startedAt: 0 }] },
      verdict: { is: 'failed', because: 'check.container.start-failed' },
    },
    {
      title: 'Another image was run',
      attributes: { image: 'nginx', port: '80' },
      given: { images: [sampleImage()], containers: [sampleContainer({ state: 'running' })] },
      verdict: { is: 'failed', because: 'check.container.other-image' },
    },
  ],
};

function judge(container: ObservedContainer, expected: Expected): Verdict {
  const stopped = notRunning(container, expected);
  if (stopped) return stopped;
  const { name, ports } = container;
  const { port: wanted, host, protocol } = expected;
  const fits = (each: Port) => each.container === wanted && (host === undefined || each.host === host);
  const exact = ports.filter(fits);
  const right = exact.find((each) => each.protocol === protocol && each.hostIp === '');
  if (right) {
    return { is: 'passed', because: message('check.port-published.passed', { name, port: wanted, host: right.host }) };
  }
  const details = {
    expected: message('check.expected.port', { port: wanted, host: host ?? 0, protocol }),
    found: message(ports.length === 0 ? 'check.found.no-ports' : 'check.found.ports', {
      name,
      ports: ports.map(written).join(', '),
    }),
    look: `docker port ${name}`,
  };
  const values = { name, port: wanted, host: host ?? 0 };
  const fail = (because: ReturnType<typeof message>): Verdict => ({ is: 'failed', because, ...details });
  const bound = exact.find((each) => each.protocol === protocol);
  if (bound) return fail(message('check.port-published.bound', { ...values, address: bound.hostIp }));
  const [otherProtocol] = exact;
  if (otherProtocol) {
    const found = otherProtocol.protocol;
    return fail(message('check.port-published.other-protocol', { ...values, wanted: protocol, found }));
  }
  const otherHost = ports.find((each) => each.container === wanted);
  if (otherHost) return fail(message('check.port-published.other-host', { ...values, found: otherHost.host }));
  if (ports.some((each) => each.container === host && each.host === wanted))
    return fail(message('check.port-published.swapped', values));
  const [other] = ports;
  if (other) return fail(message('check.port-published.other-port', { ...values, found: other.container }));
  return fail(message('check.port-published.none', values));
}

/** As `docker port` writes it. */
function written({ container, host, protocol, hostIp }: Port): string {
  return `${container}/${protocol} → ${hostIp || '0.0.0.0'}:${host}`;
}

function port(container: number, host: number): Port {
  return { container, host, protocol: 'tcp', hostIp: '' };
}

function web(ports: Port[]): ObservedContainer {
  return sampleContainer({ name: 'web', image: 'nginx', state: 'running', ports });
}
