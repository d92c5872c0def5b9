import { z } from 'zod';
import { message } from '../../base/index.ts';
import type { CheckKind } from '../kind.ts';

const schema = z.strictObject({});
type Expected = z.infer<typeof schema>;

/** The daemon answers. */
export const daemonRunning: CheckKind<Expected> = {
  name: 'daemon-running',
  summary: 'The daemon answers. With `needs`, it does so again after it was stopped.',
  schema,
  needsDaemon: true,
  describe: () => message('check.daemon-running.title'),
  evaluate: () => ({ is: 'passed', because: message('check.daemon-running.passed') }),

  examples: [
    {
      title: 'It answers',
      attributes: {},
      given: {},
      verdict: { is: 'passed', because: 'check.daemon-running.passed' },
    },
    {
      title: 'It has stopped',
      attributes: {},
      given: { daemon: 'down' },
      verdict: { is: 'failed', because: 'check.daemon.down' },
    },
    {
      title: 'Not used yet',
      attributes: {},
      given: { daemon: 'asleep' },
      verdict: { is: 'waiting', because: 'check.daemon.asleep' },
    },
  ],
};
