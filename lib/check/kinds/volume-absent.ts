import { z } from 'zod';
import { message } from '../../base/index.ts';
import { canonicalWords, inOrder, splitCommandLine } from '../command-line.ts';
import type { CheckKind } from '../kind.ts';
import type { Observation } from '../model.ts';
import { sampleCommand, sampleContainer, sampleTime } from '../sample.ts';

const schema = z.strictObject({ volume: z.string().min(1).describe('Name of the volume.') });
type Expected = z.infer<typeof schema>;

/** No volume has this name any more. `once`: one must have had it; `holds`: only now counts. */
export const volumeAbsent: CheckKind<Expected> = {
  name: 'volume-absent',
  summary: 'No volume has this name. With mode `once` there must have been one.',
  schema,
  needsDaemon: true,
  describe: ({ volume }) => message('check.volume-absent.title', { volume }),
  vocabulary: ({ volume }) => [volume],
  remembers: ({ volume }, observation) => present(volume, observation),

  evaluate({ volume }, observation, { mode, remembered, activatedAt }) {
    if (!present(volume, observation)) {
      const removed = observation.events.some(
        ({ type, action, id }) => type === 'volume' && action === 'destroy' && id === volume,
      );
      if (mode === 'holds' || remembered || removed)
        return { is: 'passed', because: message('check.volume-absent.passed', { volume }) };
      return { is: 'waiting', because: message('check.volume-absent.never', { volume }) };
    }
    const tried = observation.commands.some(({ at, line }) => at >= activatedAt && triesToRemove(line));
    if (!tried) return { is: 'waiting', because: message('check.volume-absent.present', { volume }) };
    const user = observation.containers.find(({ mounts }) => mounts.some(({ name }) => name === volume));
    const because = user
      ? message('check.volume-absent.in-use', { volume, container: user.name })
      : message('check.volume-absent.not-removed', { volume });
    return { is: 'failed', because, look: user ? 'docker ps -a' : 'docker volume ls' };
  },

  examples: [
    {
      title: 'Removed',
      attributes: { volume: 'redis-data' },
      given: {},
      context: { remembered: true },
      verdict: { is: 'passed', because: 'check.volume-absent.passed' },
    },
    {
      title: 'Never was there',
      attributes: { volume: 'redis-data' },
      given: {},
      verdict: { is: 'waiting', because: 'check.volume-absent.never' },
    },
    {
      title: 'Still there, nothing tried yet',
      attributes: { volume: 'redis-data' },
      given: { volumes: [volume()] },
      verdict: { is: 'waiting', because: 'check.volume-absent.present' },
    },
    {
      title: 'A container still uses it',
      attributes: { volume: 'redis-data' },
      given: {
        volumes: [volume()],
        containers: [
          sampleContainer({
            mounts: [{ type: 'volume', name: 'redis-data', source: '', target: '/data', readOnly: false }],
          }),
        ],
        commands: [sampleCommand('docker volume rm redis-data', 1)],
      },
      verdict: { is: 'failed', because: 'check.volume-absent.in-use' },
    },
    {
      title: 'Only the containers were removed',
      attributes: { volume: 'redis-data' },
      given: { volumes: [volume()], commands: [sampleCommand('docker compose down')] },
      verdict: { is: 'failed', because: 'check.volume-absent.not-removed' },
    },
  ],
};

function present(volume: string, { volumes }: Observation): boolean {
  return volumes.some(({ name }) => name === volume);
}

/** Commands that remove volumes, or that somebody may take for one. */
function triesToRemove(line: string): boolean {
  return splitCommandLine(line).some(({ words }) => {
    const canonical = canonicalWords(words);
    return [
      ['docker', 'volume', 'rm'],
      ['docker', 'prune'],
      ['docker', 'compose', 'down'],
      ['docker-compose', 'down'],
    ].some((wanted) => inOrder(wanted, canonical));
  });
}

function volume() {
  return { name: 'redis-data', driver: 'local', createdAt: sampleTime - 1000 };
}
