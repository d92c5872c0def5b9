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
import { looksLike } from '../edit-distance.ts';
import type { CheckKind } from '../kind.ts';
import type { ObservedContainer, ObservedNetwork } from '../model.ts';
import { sampleContainer } from '../sample.ts';

const schema = z
  .strictObject({
    ...containerSelector,
    network: z.string().min(1).describe('Name of the network.'),
  })
  .refine(namesAContainer, namesAContainerError);
type Expected = z.infer<typeof schema>;

/** A running container is on a network. */
export const networkConnected: CheckKind<Expected> = {
  name: 'network-connected',
  summary: 'Such a container runs and is connected to a network.',
  schema,
  needsDaemon: true,
  describe: (expected) => aboutExpected('check.network-connected.title', expected, { network: expected.network }),
  vocabulary: (expected) => [...containerVocabulary(expected), expected.network],

  evaluate: (expected, observation, context) =>
    judgeContainers(expected, observation, context, (container) => {
      const { network } = expected;
      const { name, networks } = container;
      const stopped = notRunning(container, expected);
      if (stopped) return stopped;
      if (networks.includes(network))
        return { is: 'passed', because: message('check.network-connected.passed', { name, network }) };
      const values = { name, network, found: networks.join(', ') };
      const details = {
        found: message(networks.length === 0 ? 'check.found.no-networks' : 'check.found.networks', {
          networks: networks.join(', '),
        }),
        look: `docker inspect --format '{{json .NetworkSettings.Networks}}' ${name}`,
      };
      if (!observation.networks.some((each) => each.name === network)) {
        const meant = observation.networks.find((each) => looksLike(each.name, network));
        const because = meant
          ? message('check.network-connected.misnamed', { ...values, found: meant.name })
          : message('check.network-connected.no-network', values);
        return { is: 'failed', because, ...details, look: 'docker network ls' };
      }
      const because =
        networks.length === 0
          ? message('check.network-connected.none', values)
          : networks.every((each) => each === 'bridge')
            ? message('check.network-connected.default', values)
            : networks.includes('host')
              ? message('check.network-connected.host', values)
              : message('check.network-connected.other', values);
      return { is: 'failed', because, ...details };
    }),

  examples: [
    {
      title: 'Connected',
      attributes: { name: 'redis', network: 'shop' },
      given: { containers: [redis(['shop'])], networks: [network('shop')] },
      verdict: { is: 'passed', because: 'check.network-connected.passed' },
    },
    {
      title: 'Connected to that one and the default one',
      attributes: { name: 'redis', network: 'shop' },
      given: { containers: [redis(['bridge', 'shop'])], networks: [network('shop')] },
      verdict: { is: 'passed', because: 'check.network-connected.passed' },
    },
    {
      title: 'On the default network only',
      attributes: { name: 'redis', network: 'shop' },
      given: { containers: [redis(['bridge'])], networks: [network('shop')] },
      verdict: { is: 'failed', because: 'check.network-connected.default' },
    },
    {
      title: 'On another network',
      attributes: { name: 'redis', network: 'shop' },
      given: { containers: [redis(['blog'])], networks: [network('shop'), network('blog')] },
      verdict: { is: 'failed', because: 'check.network-connected.other' },
    },
    {
      title: 'On the network of the machine itself',
      attributes: { name: 'redis', network: 'shop' },
      given: { containers: [redis(['host'])], networks: [network('shop')] },
      verdict: { is: 'failed', because: 'check.network-connected.host' },
    },
    {
      title: 'On no network',
      attributes: { name: 'redis', network: 'shop' },
      given: { containers: [redis([])], networks: [network('shop')] },
      verdict: { is: 'failed', because: 'check.network-connected.none' },
    },
    {
      title: 'The network does not exist',
      attributes: { name: 'redis', network: 'shop' },
      given: { containers: [redis(['bridge'])] },
      verdict: { is: 'failed', because: 'check.network-connected.no-network' },
    },
    {
      title: 'The network is spelled differently',
      attributes: { name: 'redis', network: 'shop' },
      given: { containers: [redis(['shpo'])], networks: [network('shpo')] },
      verdict: { is: 'failed', because: 'check.network-connected.misnamed' },
    },
    {
      title: 'Connected, but stopped',
      attributes: { name: 'redis', network: 'shop' },
      given: { containers: [{ ...redis(['shop']), state: 'exited' }], networks: [network('shop')] },
      verdict: { is: 'failed', because: 'check.container-running.ended' },
    },
  ],
};

function network(name: string): ObservedNetwork {
  return { id: name, name, driver: 'bridge', containers: [] };
}

function redis(networks: string[]): ObservedContainer {
  return sampleContainer({ name: 'redis', image: 'redis', state: 'running', networks });
}
