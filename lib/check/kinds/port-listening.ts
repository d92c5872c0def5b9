import { z } from 'zod';
import { message } from '../../base/index.ts';
import type { CheckKind } from '../kind.ts';
import { portNumber } from '../port-number.ts';
import { sampleContainer } from '../sample.ts';

const schema = z.strictObject({ port: portNumber().describe('Port of the machine.') });
type Expected = z.infer<typeof schema>;

/** Something listens at a port of the machine. */
export const portListening: CheckKind<Expected> = {
  name: 'port-listening',
  summary:
    'Something takes connections at a port of the machine, whatever it speaks. For web servers http-answers says more.',
  schema,
  needsDaemon: false,
  describe: ({ port }) => message('check.port-listening.title', { port }),
  vocabulary: () => [],
  wants: ({ port }) => ({ ports: [port] }),

  evaluate({ port }, { listening, containers, at }) {
    if (listening[port]) return { is: 'passed', because: message('check.port-listening.passed', { port }) };
    const own = containers.find(({ ports }) => ports.some(({ host }) => host === port));
    if (own?.state === 'running') {
      const because = message('check.port-listening.deaf', { port, name: own.name });
      // Programs need a moment before they listen.
      if (at - own.startedAt < 3000) return { is: 'waiting', because };
      return { is: 'failed', because, look: `docker logs ${own.name}` };
    }
    if (own) {
      const because = message('check.port-listening.ended', { port, name: own.name, state: own.state });
      return { is: 'failed', because, look: `docker logs ${own.name}` };
    }
    const other = containers.find(({ state, ports }) => state === 'running' && ports.length > 0);
    if (other) {
      const because = message('check.port-listening.other-port', {
        port,
        name: other.name,
        found: other.ports[0]?.host ?? 0,
      });
      return { is: 'failed', because, look: 'docker ps' };
    }
    return { is: 'waiting', because: message('check.port-listening.none', { port }) };
  },

  examples: [
    {
      title: 'Something listens',
      attributes: { port: '6379' },
      given: { listening: { 6379: true } },
      verdict: { is: 'passed', because: 'check.port-listening.passed' },
    },
    {
      title: 'Nothing listens',
      attributes: { port: '6379' },
      given: { listening: { 6379: false } },
      verdict: { is: 'waiting', because: 'check.port-listening.none' },
    },
    {
      title: 'Published, but nothing listens inside',
      attributes: { port: '6379' },
      given: { listening: { 6379: false }, containers: [redis(6379)] },
      verdict: { is: 'failed', because: 'check.port-listening.deaf' },
    },
    {
      title: 'Another port published',
      attributes: { port: '6379' },
      given: { listening: { 6379: false }, containers: [redis(6380)] },
      verdict: { is: 'failed', because: 'check.port-listening.other-port' },
    },
    {
      title: 'The container has ended',
      attributes: { port: '6379' },
      given: { listening: { 6379: false }, containers: [{ ...redis(6379), state: 'exited' }] },
      verdict: { is: 'failed', because: 'check.port-listening.ended' },
    },
  ],
};

function redis(host: number) {
  const ports = [{ container: 6379, host, protocol: 'tcp', hostIp: '' }];
  return sampleContainer({ name: 'redis', image: 'redis', state: 'running', ports });
}
