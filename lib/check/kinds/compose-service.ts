import { z } from 'zod';
import { type Message, message } from '../../base/index.ts';
import type { CheckKind } from '../kind.ts';
import type { Observation, ObservedContainer, Verdict } from '../model.ts';
import { sampleContainer } from '../sample.ts';
import { wholeNumber } from '../whole-number.ts';

const schema = z.strictObject({
  service: z.string().min(1).describe('Name of the service in compose.yaml.'),
  project: z.string().min(1).optional().describe('Name of the project; any when left out.'),
  replicas: wholeNumber(100)
    .optional()
    .describe('How many of its containers must run; at least one when left out. `0`: all are gone.'),
  health: z.enum(['healthy']).optional().describe('`healthy`: their health checks must say so.'),
});
type Expected = z.infer<typeof schema>;

/** Docker Compose runs a service. */
export const composeService: CheckKind<Expected> = {
  name: 'compose-service',
  summary:
    'Docker Compose runs a service: so many containers, on demand healthy; or, with `replicas="0"`, has taken it down.',
  schema,
  needsDaemon: true,
  describe: ({ service, replicas, health }) =>
    message('check.compose-service.title', { service, count: replicas ?? -1, health: health ?? 'any' }),
  vocabulary: ({ service }) => [service],
  remembers: (expected, observation) => own(expected, observation).length > 0,

  evaluate(expected, observation, { mode, remembered }) {
    const { service, replicas, health } = expected;
    const all = own(expected, observation);
    const running = all.filter(({ state }) => state === 'running');
    const values = { service, count: running.length, wanted: replicas ?? 1 };
    const look = 'docker compose ps -a';
    const fail = (because: Message): Verdict => ({ is: 'failed', because, look });
    if (replicas === 0) {
      if (all.length === 0 && (remembered || mode === 'holds'))
        return { is: 'passed', because: message('check.compose-service.down', values) };
      if (all.length === 0) return { is: 'waiting', because: message('check.compose-service.none', values) };
      if (running.length === 0) return fail(message('check.compose-service.only-stopped', values));
      return { is: 'waiting', because: message('check.compose-service.still-up', values) };
    }
    const [first] = all;
    if (!first) {
      const [alone] = observation.containers.filter(({ name, labels }) => name.includes(service) && !serviceOf(labels));
      if (alone) return fail(message('check.compose-service.by-hand', { ...values, found: alone.name }));
      const others = [...new Set(observation.containers.map(({ labels }) => serviceOf(labels)).filter(Boolean))];
      if (others.length > 0)
        return fail(message('check.compose-service.others', { ...values, found: others.join(', ') }));
      return { is: 'waiting', because: message('check.compose-service.none', values) };
    }
    if (running.length === 0)
      return fail(message('check.compose-service.stopped', { ...values, name: first.name, code: first.exitCode }));
    if (replicas !== undefined && running.length < replicas)
      return fail(message('check.compose-service.too-few', values));
    if (replicas !== undefined && running.length > replicas)
      return fail(message('check.compose-service.too-many', values));
    if (health) {
      const sick = running.find((each) => each.health === 'unhealthy');
      if (sick) return fail(message('check.container-healthy.unhealthy', { name: sick.name }));
      const unchecked = running.find((each) => each.health === 'none');
      if (unchecked) return fail(message('check.container-healthy.no-check', { name: unchecked.name }));
      const starting = running.find((each) => each.health === 'starting');
      if (starting)
        return { is: 'waiting', because: message('check.container-healthy.starting', { name: starting.name }) };
    }
    return { is: 'passed', because: message('check.compose-service.passed', values) };
  },

  examples: [
    {
      title: 'Up',
      attributes: { service: 'web' },
      given: { containers: [web(1)] },
      verdict: { is: 'passed', because: 'check.compose-service.passed' },
    },
    {
      title: 'Scaled',
      attributes: { service: 'web', replicas: '2', health: 'healthy' },
      given: { containers: [web(1, { health: 'healthy' }), web(2, { health: 'healthy' })] },
      verdict: { is: 'passed', because: 'check.compose-service.passed' },
    },
    {
      title: 'Taken down',
      attributes: { service: 'web', replicas: '0' },
      given: {},
      context: { remembered: true },
      verdict: { is: 'passed', because: 'check.compose-service.down' },
    },
    {
      title: 'Nothing yet',
      attributes: { service: 'web' },
      given: {},
      verdict: { is: 'waiting', because: 'check.compose-service.none' },
    },
    {
      title: 'Another service only',
      attributes: { service: 'redis' },
      given: { containers: [web(1)] },
      verdict: { is: 'failed', because: 'check.compose-service.others' },
    },
    {
      title: 'Started by docker run instead',
      attributes: { service: 'web' },
      given: { containers: [sampleContainer({ name: 'web', state: 'running' })] },
      verdict: { is: 'failed', because: 'check.compose-service.by-hand' },
    },
    {
      title: 'Ended',
      attributes: { service: 'web' },
      given: { containers: [web(1, { state: 'exited', exitCode: 1 })] },
      verdict: { is: 'failed', because: 'check.compose-service.stopped' },
    },
    {
      title: 'Too few',
      attributes: { service: 'web', replicas: '3' },
      given: { containers: [web(1)] },
      verdict: { is: 'failed', because: 'check.compose-service.too-few' },
    },
    {
      title: 'Too many',
      attributes: { service: 'web', replicas: '1' },
      given: { containers: [web(1), web(2)] },
      verdict: { is: 'failed', because: 'check.compose-service.too-many' },
    },
    {
      title: 'Unhealthy',
      attributes: { service: 'web', health: 'healthy' },
      given: { containers: [web(1, { health: 'unhealthy' })] },
      verdict: { is: 'failed', because: 'check.container-healthy.unhealthy' },
    },
    {
      title: 'Stopped instead of taken down',
      attributes: { service: 'web', replicas: '0' },
      given: { containers: [web(1, { state: 'exited' })] },
      verdict: { is: 'failed', because: 'check.compose-service.only-stopped' },
    },
    {
      title: 'Still up',
      attributes: { service: 'web', replicas: '0' },
      given: { containers: [web(1)] },
      verdict: { is: 'waiting', because: 'check.compose-service.still-up' },
    },
  ],
};

/** Containers Compose made for the service; those of `docker compose run` are not meant. */
function own({ service, project }: Expected, { containers }: Observation): ObservedContainer[] {
  return containers.filter(
    ({ labels }) =>
      serviceOf(labels) === service &&
      labels['com.docker.compose.oneoff'] !== 'True' &&
      (project === undefined || labels['com.docker.compose.project'] === project),
  );
}

function serviceOf(labels: Record<string, string>): string {
  return labels['com.docker.compose.service'] ?? '';
}

function web(number: number, changes: Partial<ObservedContainer> = {}) {
  const labels = { 'com.docker.compose.service': 'web', 'com.docker.compose.project': 'shop' };
  return sampleContainer({ id: `web${number}`, name: `shop-web-${number}`, state: 'running', labels, ...changes });
}
