import { z } from 'zod';
import { message } from '../../base/index.ts';
import { looksLike } from '../edit-distance.ts';
import type { CheckKind } from '../kind.ts';
import { sampleEvent } from '../sample.ts';

const schema = z.strictObject({
  network: z.string().min(1).describe('Name of the network.'),
  driver: z.string().min(1).optional().describe('Its driver (`bridge`, `overlay`); any when left out.'),
});
type Expected = z.infer<typeof schema>;

/** Networks every daemon has. */
const builtIn = ['bridge', 'host', 'none', 'docker_gwbridge', 'ingress'];

/** There is a network of this name. */
export const networkExists: CheckKind<Expected> = {
  name: 'network-exists',
  summary: 'There is a network of this name.',
  schema,
  needsDaemon: true,
  describe: ({ network }) => message('check.network-exists.title', { network }),
  vocabulary: ({ network }) => [network],

  evaluate({ network, driver }, { networks, events }, { activatedAt }) {
    const look = 'docker network ls';
    const found = networks.find(({ name }) => name === network);
    if (found && driver !== undefined && found.driver !== driver) {
      const because = message('check.network-exists.other-driver', { network, wanted: driver, found: found.driver });
      return { is: 'failed', because, look };
    }
    if (found) return { is: 'passed', because: message('check.network-exists.passed', { network }) };
    const removed = events.some(
      ({ type, action, name, at }) =>
        type === 'network' && action === 'destroy' && name === network && at >= activatedAt,
    );
    if (removed) return { is: 'failed', because: message('check.network-exists.removed', { network }), look };
    const own = networks.map(({ name }) => name).filter((name) => !builtIn.includes(name));
    // A network Compose made has the project's name in front.
    const meant = own.find((name) => looksLike(name, network) || name.endsWith(`_${network}`)) ?? own.at(-1);
    if (meant)
      return { is: 'failed', because: message('check.network-exists.other-name', { network, found: meant }), look };
    return { is: 'waiting', because: message('check.network-exists.none', { network }) };
  },

  examples: [
    {
      title: 'There',
      attributes: { network: 'shop' },
      given: { networks: [sampleNetwork('shop')] },
      verdict: { is: 'passed', because: 'check.network-exists.passed' },
    },
    {
      title: 'Only those every daemon has',
      attributes: { network: 'shop' },
      given: { networks: [sampleNetwork('bridge')] },
      verdict: { is: 'waiting', because: 'check.network-exists.none' },
    },
    {
      title: 'Another name',
      attributes: { network: 'shop' },
      given: { networks: [sampleNetwork('shpo')] },
      verdict: { is: 'failed', because: 'check.network-exists.other-name' },
    },
    {
      title: 'Another driver',
      attributes: { network: 'shop', driver: 'overlay' },
      given: { networks: [sampleNetwork('shop')] },
      verdict: { is: 'failed', because: 'check.network-exists.other-driver' },
    },
    {
      title: 'Removed again',
      attributes: { network: 'shop' },
      given: { events: [sampleEvent('destroy', { type: 'network', id: 'abc', name: 'shop', attributes: {} })] },
      verdict: { is: 'failed', because: 'check.network-exists.removed' },
    },
  ],
};

function sampleNetwork(name: string) {
  return { id: name, name, driver: 'bridge', containers: [] };
}
