import { z } from 'zod';
import { message } from '../../base/index.ts';
import type { CheckKind } from '../kind.ts';

const schema = z.strictObject({
  active: z.enum(['true', 'false']).default('true').describe('`false`: the machine must have left its swarm.'),
});
type Expected = z.infer<typeof schema>;

/** The learner's daemon manages a swarm, or has left it. */
export const swarmActive: CheckKind<Expected> = {
  name: 'swarm-active',
  summary: 'The machine manages a swarm; with `active="false"`, it has left the one it was in.',
  schema,
  needsDaemon: true,
  describe: ({ active }) => message('check.swarm-active.title', { active }),
  vocabulary: () => ['init', 'leave'],
  wants: () => ({ swarm: true }),
  remembers: (_expected, { swarm }) => swarm?.state === 'active',

  evaluate({ active }, { swarm, commands }, { mode, remembered, activatedAt }) {
    if (!swarm) return { is: 'waiting', because: message('check.swarm-active.unseen') };
    const look = 'docker info';
    if (active === 'false') {
      if (swarm.state === 'inactive' && (remembered || mode === 'holds'))
        return { is: 'passed', because: message('check.swarm-active.left') };
      if (swarm.state === 'inactive') return { is: 'waiting', because: message('check.swarm-active.never') };
      const tried = commands.some(
        ({ at, line, exitCode }) => at >= activatedAt && exitCode !== 0 && /swarm\s+leave/.test(line),
      );
      if (tried) return { is: 'failed', because: message('check.swarm-active.last-manager'), look };
      return { is: 'waiting', because: message('check.swarm-active.still-in') };
    }
    if (swarm.state === 'active' && swarm.manager)
      return { is: 'passed', because: message('check.swarm-active.passed') };
    if (swarm.state === 'active') return { is: 'failed', because: message('check.swarm-active.worker'), look };
    if (swarm.state === 'inactive') return { is: 'waiting', because: message('check.swarm-active.inactive') };
    return { is: 'failed', because: message('check.swarm-active.trouble', { state: swarm.state }), look };
  },

  examples: [
    example('Active', { active: 'true' }, 'active', true, 'passed', 'check.swarm-active.passed'),
    example('No swarm', { active: 'true' }, 'inactive', false, 'waiting', 'check.swarm-active.inactive'),
    example('A worker only', { active: 'true' }, 'active', false, 'failed', 'check.swarm-active.worker'),
    example('In trouble', { active: 'true' }, 'error', false, 'failed', 'check.swarm-active.trouble'),
    {
      ...example('Left', { active: 'false' }, 'inactive', false, 'passed', 'check.swarm-active.left'),
      context: { remembered: true },
    },
    example('Never was in one', { active: 'false' }, 'inactive', false, 'waiting', 'check.swarm-active.never'),
    example('Still in it', { active: 'false' }, 'active', true, 'waiting', 'check.swarm-active.still-in'),
    {
      title: 'Leaving was refused',
      attributes: { active: 'false' },
      given: {
        swarm: { state: 'active', manager: true, services: [] },
        commands: [{ at: 1_760_000_000_001, line: 'docker swarm leave', exitCode: 1 }],
      },
      verdict: { is: 'failed', because: 'check.swarm-active.last-manager' },
    },
    {
      title: 'Not looked at yet',
      attributes: { active: 'true' },
      given: {},
      verdict: { is: 'waiting', because: 'check.swarm-active.unseen' },
    },
  ],
};

function example(
  title: string,
  attributes: Record<string, string>,
  state: string,
  manager: boolean,
  is: 'passed' | 'waiting' | 'failed',
  because: string,
) {
  return { title, attributes, given: { swarm: { state, manager, services: [] } }, verdict: { is, because } };
}
