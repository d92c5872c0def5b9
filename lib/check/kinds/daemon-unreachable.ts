import { z } from 'zod';
import { message } from '../../base/index.ts';
import { splitCommandLine } from '../command-line.ts';
import type { CheckKind } from '../kind.ts';
import type { Observation } from '../model.ts';
import { sampleCommand, sampleTime } from '../sample.ts';

const schema = z.strictObject({});
type Expected = z.infer<typeof schema>;

/** The daemon has stopped, and a docker command was told so: what “Cannot connect to the Docker daemon” looks like. */
export const daemonUnreachable: CheckKind<Expected> = {
  name: 'daemon-unreachable',
  summary: 'The daemon has stopped, and a docker command run since then could not connect to it.',
  schema,
  needsDaemon: false,
  describe: () => message('check.daemon-unreachable.title'),
  remembers: (_, observation) => observation.daemon === 'down',

  evaluate(_, observation, context) {
    if (observation.daemon === 'down')
      return refused(observation, context.activatedAt)
        ? { is: 'passed', because: message('check.daemon-unreachable.passed') }
        : { is: 'waiting', because: message('check.daemon-unreachable.unasked') };
    if (!context.remembered) return { is: 'waiting', because: message('check.daemon-unreachable.up') };
    return {
      is: 'failed',
      because: message('check.daemon-unreachable.woken'),
      look: 'ls -l /run/docker.sock',
    };
  },

  examples: [
    {
      title: 'Stopped, and a command could not connect',
      attributes: {},
      given: { daemon: 'down', commands: [sampleCommand('docker ps', 1)] },
      verdict: { is: 'passed', because: 'check.daemon-unreachable.passed' },
    },
    {
      title: 'Stopped, and nobody has asked yet',
      attributes: {},
      given: { daemon: 'down', commands: [sampleCommand('docker ps'), sampleCommand('kill 25')] },
      verdict: { is: 'waiting', because: 'check.daemon-unreachable.unasked' },
    },
    {
      title: 'A command failed before the step began',
      attributes: {},
      given: { daemon: 'down', commands: [{ ...sampleCommand('docker ps', 1), at: sampleTime - 1 }] },
      verdict: { is: 'waiting', because: 'check.daemon-unreachable.unasked' },
    },
    {
      title: 'Not stopped',
      attributes: {},
      given: {},
      verdict: { is: 'waiting', because: 'check.daemon-unreachable.up' },
    },
    {
      title: 'Stopped, and started again by a command, because its socket was still in its place',
      attributes: {},
      given: {},
      context: { remembered: true },
      verdict: { is: 'failed', because: 'check.daemon-unreachable.woken' },
    },
    {
      title: 'Nothing has been done with Docker yet',
      attributes: {},
      given: { daemon: 'asleep' },
      verdict: { is: 'waiting', because: 'check.daemon-unreachable.up' },
    },
  ],
};

/** True when the latest docker command of the step failed. */
function refused({ commands }: Observation, since: number): boolean {
  const latest = commands.findLast(
    ({ at, line }) => at >= since && splitCommandLine(line).some(({ words }) => words[0] === 'docker'),
  );
  return latest !== undefined && latest.exitCode !== 0;
}
