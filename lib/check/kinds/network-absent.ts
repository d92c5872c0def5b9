import { z } from 'zod';
import { message } from '../../base/index.ts';
import { canonicalWords, inOrder, splitCommandLine } from '../command-line.ts';
import type { CheckKind } from '../kind.ts';
import type { Observation } from '../model.ts';
import { sampleCommand } from '../sample.ts';

const schema = z.strictObject({ network: z.string().min(1).describe('Name of the network.') });
type Expected = z.infer<typeof schema>;

/** No network has this name any more. `once`: one must have had it; `holds`: only now counts. */
export const networkAbsent: CheckKind<Expected> = {
  name: 'network-absent',
  summary: 'No network has this name. With mode `once` there must have been one.',
  schema,
  needsDaemon: true,
  describe: ({ network }) => message('check.network-absent.title', { network }),
  vocabulary: ({ network }) => [network],
  remembers: ({ network }, observation) => find(network, observation) !== undefined,

  evaluate({ network }, observation, { mode, remembered, activatedAt }) {
    const present = find(network, observation);
    if (!present) {
      const removed = observation.events.some(
        ({ type, action, name }) => type === 'network' && action === 'destroy' && name === network,
      );
      if (mode === 'holds' || remembered || removed)
        return { is: 'passed', because: message('check.network-absent.passed', { network }) };
      return { is: 'waiting', because: message('check.network-absent.never', { network }) };
    }
    const tried = observation.commands.some(({ at, line }) => at >= activatedAt && triesToRemove(line));
    if (!tried) return { is: 'waiting', because: message('check.network-absent.present', { network }) };
    const [user] = present.containers;
    const because = user
      ? message('check.network-absent.in-use', { network, container: user, count: present.containers.length })
      : message('check.network-absent.not-removed', { network });
    return { is: 'failed', because, look: user ? `docker network inspect ${network}` : 'docker network ls' };
  },

  examples: [
    {
      title: 'Removed',
      attributes: { network: 'shop' },
      given: {},
      context: { remembered: true },
      verdict: { is: 'passed', because: 'check.network-absent.passed' },
    },
    {
      title: 'Never was there',
      attributes: { network: 'shop' },
      given: {},
      verdict: { is: 'waiting', because: 'check.network-absent.never' },
    },
    {
      title: 'Still there, nothing tried yet',
      attributes: { network: 'shop' },
      given: { networks: [shop([])] },
      verdict: { is: 'waiting', because: 'check.network-absent.present' },
    },
    {
      title: 'A container is still on it',
      attributes: { network: 'shop' },
      given: { networks: [shop(['redis'])], commands: [sampleCommand('docker network rm shop', 1)] },
      verdict: { is: 'failed', because: 'check.network-absent.in-use' },
    },
    {
      title: 'Another one was removed',
      attributes: { network: 'shop' },
      given: { networks: [shop([])], commands: [sampleCommand('docker network rm blog')] },
      verdict: { is: 'failed', because: 'check.network-absent.not-removed' },
    },
  ],
};

function find(network: string, { networks }: Observation) {
  return networks.find(({ name }) => name === network);
}

function triesToRemove(line: string): boolean {
  return splitCommandLine(line).some(({ words }) => {
    const canonical = canonicalWords(words);
    return [
      ['docker', 'network', 'rm'],
      ['docker', 'prune'],
      ['docker', 'compose', 'down'],
    ].some((wanted) => inOrder(wanted, canonical));
  });
}

function shop(containers: string[]) {
  return { id: 'shop', name: 'shop', driver: 'bridge', containers };
}
