import { z } from 'zod';
import { message } from '../../base/index.ts';
import { looksLike } from '../edit-distance.ts';
import type { CheckKind } from '../kind.ts';
import { sampleTime } from '../sample.ts';

const schema = z.strictObject({ volume: z.string().min(1).describe('Name of the volume.') });
type Expected = z.infer<typeof schema>;

/** There is a volume of this name. */
export const volumeExists: CheckKind<Expected> = {
  name: 'volume-exists',
  summary: 'There is a volume of this name.',
  schema,
  needsDaemon: true,
  describe: ({ volume }) => message('check.volume-exists.title', { volume }),
  vocabulary: ({ volume }) => [volume],

  evaluate({ volume }, { volumes, events }, { activatedAt }) {
    if (volumes.some(({ name }) => name === volume))
      return { is: 'passed', because: message('check.volume-exists.passed', { volume }) };
    const look = 'docker volume ls';
    const removed = events.some(
      ({ type, action, id, at }) => type === 'volume' && action === 'destroy' && id === volume && at >= activatedAt,
    );
    if (removed) return { is: 'failed', because: message('check.volume-exists.removed', { volume }), look };
    const recent = volumes.filter(({ createdAt }) => createdAt >= activatedAt - 1000).map(({ name }) => name);
    const meant = volumes.find(({ name }) => looksLike(name, volume))?.name ?? recent.find((name) => !anonymous(name));
    if (meant)
      return { is: 'failed', because: message('check.volume-exists.other-name', { volume, found: meant }), look };
    if (recent.length > 0) return { is: 'failed', because: message('check.volume-exists.anonymous', { volume }), look };
    return { is: 'waiting', because: message('check.volume-exists.none', { volume }) };
  },

  examples: [
    {
      title: 'There',
      attributes: { volume: 'redis-data' },
      given: { volumes: [sampleVolume('redis-data')] },
      verdict: { is: 'passed', because: 'check.volume-exists.passed' },
    },
    {
      title: 'Not there',
      attributes: { volume: 'redis-data' },
      given: {},
      verdict: { is: 'waiting', because: 'check.volume-exists.none' },
    },
    {
      title: 'Another name',
      attributes: { volume: 'redis-data' },
      given: { volumes: [sampleVolume('redis_data')] },
      verdict: { is: 'failed', because: 'check.volume-exists.other-name' },
    },
    {
      title: 'A volume without a name',
      attributes: { volume: 'redis-data' },
      given: { volumes: [sampleVolume('0123456789abcdef'.repeat(4))] },
      verdict: { is: 'failed', because: 'check.volume-exists.anonymous' },
    },
    {
      title: 'Removed again',
      attributes: { volume: 'redis-data' },
      given: {
        events: [
          {
            at: sampleTime + 9,
            type: 'volume',
            action: 'destroy',
            id: 'redis-data',
            name: 'redis-data',
            attributes: {},
          },
        ],
      },
      verdict: { is: 'failed', because: 'check.volume-exists.removed' },
    },
  ],
};

/** The name Docker gives to a volume nobody named. */
function anonymous(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}

function sampleVolume(name: string) {
  return { name, driver: 'local', createdAt: sampleTime + 1000 };
}
