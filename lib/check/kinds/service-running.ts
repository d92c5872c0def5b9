import { z } from 'zod';
import { type Message, message } from '../../base/index.ts';
import { looksLike } from '../edit-distance.ts';
import { imageVocabulary } from '../image-match.ts';
import { parseImageName, printedImageName, sameImage, sameRepository } from '../image-name.ts';
import type { CheckKind } from '../kind.ts';
import type { Observation, ObservedService, Verdict } from '../model.ts';
import { wholeNumber } from '../whole-number.ts';

const schema = z.strictObject({
  service: z.string().min(1).describe('Name of the service; with its stack in front when it has one: `shop_web`.'),
  replicas: wholeNumber(100).optional().describe('How many of its tasks must run; at least one when left out.'),
  image: z.string().min(1).optional().describe('Image all of them must run.'),
  update: z
    .enum(['completed', 'rollback_completed'])
    .optional()
    .describe('How its last update must have ended: `completed`, or `rollback_completed`.'),
});
type Expected = z.infer<typeof schema>;

/** A service of the swarm runs with so many tasks, all of them of one version. */
export const serviceRunning: CheckKind<Expected> = {
  name: 'service-running',
  summary: 'A service of the swarm runs: so many tasks, of a certain image, on demand after an update or a rollback.',
  schema,
  needsDaemon: true,
  describe: ({ service, replicas, image }) =>
    message('check.service-running.title', {
      service,
      count: replicas ?? -1,
      image: image === undefined ? '-' : printedImageName(image),
      version: image === undefined ? 'any' : 'given',
    }),
  vocabulary: ({ service, image }) => [service, ...(image === undefined ? [] : imageVocabulary(image))],
  wants: () => ({ swarm: true }),

  evaluate(expected, { swarm }) {
    const { service } = expected;
    if (!swarm || swarm.state === 'inactive')
      return { is: 'waiting', because: message('check.service-running.no-swarm', { service }) };
    const found = swarm.services.find(({ name }) => name === service);
    if (found) return judge(found, expected);
    const other =
      swarm.services.find(({ name }) => looksLike(name, service) || name.endsWith(`_${service}`)) ?? swarm.services[0];
    if (!other) return { is: 'waiting', because: message('check.service-running.none', { service }) };
    const because = message('check.service-running.other-name', { service, found: other.name });
    return { is: 'failed', because, look: 'docker service ls' };
  },

  examples: [
    {
      title: 'Running',
      attributes: { service: 'web', replicas: '2', image: 'site:v2' },
      given: swarm(web(['site:v2', 'site:v2'])),
      verdict: { is: 'passed', because: 'check.service-running.passed' },
    },
    {
      title: 'No swarm',
      attributes: { service: 'web' },
      given: {},
      verdict: { is: 'waiting', because: 'check.service-running.no-swarm' },
    },
    {
      title: 'No service',
      attributes: { service: 'web' },
      given: { swarm: { state: 'active', manager: true, services: [] } },
      verdict: { is: 'waiting', because: 'check.service-running.none' },
    },
    {
      title: 'Another name',
      attributes: { service: 'web' },
      given: swarm({ ...web(['site:v2']), name: 'shop_web' }),
      verdict: { is: 'failed', because: 'check.service-running.other-name' },
    },
    {
      title: 'Tasks are starting',
      attributes: { service: 'web', replicas: '2' },
      given: swarm(web(['site:v2', 'site:v2'], 'starting')),
      verdict: { is: 'waiting', because: 'check.service-running.starting' },
    },
    {
      title: 'Tasks do not get up',
      attributes: { service: 'web', replicas: '1' },
      given: swarm({
        ...web(['site:v2']),
        tasks: [{ image: 'site:v2', state: 'rejected', error: 'No such image: site:v2' }],
      }),
      verdict: { is: 'failed', because: 'check.service-running.failing' },
    },
    {
      title: 'Fewer wanted than asked for',
      attributes: { service: 'web', replicas: '3' },
      given: swarm(web(['site:v2'])),
      verdict: { is: 'failed', because: 'check.service-running.too-few' },
    },
    {
      title: 'More wanted than asked for',
      attributes: { service: 'web', replicas: '1' },
      given: swarm(web(['site:v2', 'site:v2'])),
      verdict: { is: 'failed', because: 'check.service-running.too-many' },
    },
    {
      title: 'An older version',
      attributes: { service: 'web', image: 'site:v2' },
      given: swarm(web(['site:v1'])),
      verdict: { is: 'failed', because: 'check.service-running.other-tag' },
    },
    {
      title: 'Another image',
      attributes: { service: 'web', image: 'site:v2' },
      given: swarm(web(['nginx:latest'])),
      verdict: { is: 'failed', because: 'check.service-running.other-image' },
    },
    {
      title: 'In the middle of an update',
      attributes: { service: 'web', image: 'site:v2' },
      given: swarm({ ...web(['site:v2', 'site:v1']), update: 'updating' }),
      verdict: { is: 'waiting', because: 'check.service-running.updating' },
    },
    {
      title: 'The update got stuck',
      attributes: { service: 'web', image: 'site:v2' },
      given: swarm({ ...web(['site:v2', 'site:v1']), update: 'paused' }),
      verdict: { is: 'failed', because: 'check.service-running.paused' },
    },
    {
      title: 'Updated to the older version instead of rolled back',
      attributes: { service: 'web', image: 'site:v1', update: 'rollback_completed' },
      given: swarm({ ...web(['site:v1']), update: 'completed' }),
      verdict: { is: 'failed', because: 'check.service-running.other-update' },
    },
  ],
};

function judge(found: ObservedService, { service, replicas, image, update }: Expected): Verdict {
  const running = found.tasks.filter(({ state }) => state === 'running');
  const wanted = found.replicas ?? found.tasks.length;
  const values = { service, count: running.length, wanted: replicas ?? wanted, found: wanted };
  const fail = (because: Message): Verdict => ({ is: 'failed', because, look: `docker service ps ${service}` });
  if (replicas !== undefined && wanted < replicas) return fail(message('check.service-running.too-few', values));
  if (replicas !== undefined && wanted > replicas) return fail(message('check.service-running.too-many', values));
  if (found.update.endsWith('paused')) return fail(message('check.service-running.paused', values));
  if (image !== undefined && !sameImage(found.image, image)) {
    const names = { service, image: printedImageName(image), found: printedImageName(found.image) };
    const tags = { wanted: parseImageName(image).tag, found: parseImageName(found.image).tag };
    return fail(
      sameRepository(found.image, image)
        ? message('check.service-running.other-tag', { service, ...tags })
        : message('check.service-running.other-image', names),
    );
  }
  if (
    ['updating', 'rollback_started'].includes(found.update) ||
    (image && running.some((task) => !sameImage(task.image, image)))
  )
    return { is: 'waiting', because: message('check.service-running.updating', values) };
  if (update !== undefined && found.update !== update)
    return fail(message('check.service-running.other-update', { service, wanted: update }));
  if (running.length >= Math.max(1, replicas ?? 1) && running.length >= wanted)
    return { is: 'passed', because: message('check.service-running.passed', values) };
  const trouble = found.tasks.find(({ error }) => error !== '');
  if (trouble) return fail(message('check.service-running.failing', { ...values, error: trouble.error }));
  return { is: 'waiting', because: message('check.service-running.starting', values) };
}

function web(images: string[], state = 'running'): ObservedService {
  return {
    name: 'web',
    image: images[0] ?? '',
    replicas: images.length,
    update: '',
    tasks: images.map((image) => ({ image, state, error: '' })),
  };
}

function swarm(service: ObservedService): Partial<Observation> {
  return { swarm: { state: 'active', manager: true, services: [service] } };
}
