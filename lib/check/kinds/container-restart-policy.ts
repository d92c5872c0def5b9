import { z } from 'zod';
import { message } from '../../base/index.ts';
import {
  aboutExpected,
  containerSelector,
  containerVocabulary,
  namesAContainer,
  namesAContainerError,
} from '../container-match.ts';
import { judgeContainers } from '../container-state.ts';
import type { CheckKind } from '../kind.ts';
import { sampleContainer } from '../sample.ts';

const policies = ['no', 'always', 'unless-stopped', 'on-failure'] as const;
const schema = z
  .strictObject({
    ...containerSelector,
    policy: z.enum(policies).describe('The restart policy.'),
  })
  .refine(namesAContainer, namesAContainerError);
type Expected = z.infer<typeof schema>;

/** A container has a restart policy. */
export const containerRestartPolicy: CheckKind<Expected> = {
  name: 'container-restart-policy',
  summary: 'Such a container has a certain restart policy (`--restart`, `docker update`).',
  schema,
  needsDaemon: true,
  describe: (expected) => aboutExpected('check.container-restart-policy.title', expected, { policy: expected.policy }),
  vocabulary: (expected) => [...containerVocabulary(expected), expected.policy],

  evaluate: (expected, observation, context) =>
    judgeContainers(expected, observation, context, ({ name, restartPolicy, autoRemove }) => {
      const { policy } = expected;
      const values = { name, wanted: policy, found: restartPolicy };
      if (restartPolicy === policy)
        return { is: 'passed', because: message('check.container-restart-policy.passed', { name, policy }) };
      const because = autoRemove
        ? message('check.container-restart-policy.removes-itself', values)
        : restartPolicy === 'no'
          ? message('check.container-restart-policy.none', values)
          : message('check.container-restart-policy.other', values);
      return { is: 'failed', because, look: `docker inspect --format '{{.HostConfig.RestartPolicy.Name}}' ${name}` };
    }),

  examples: [
    {
      title: 'That policy',
      attributes: { name: 'registry', policy: 'always' },
      given: { containers: [sampleContainer({ name: 'registry', restartPolicy: 'always' })] },
      verdict: { is: 'passed', because: 'check.container-restart-policy.passed' },
    },
    {
      title: 'No policy given',
      attributes: { name: 'registry', policy: 'always' },
      given: { containers: [sampleContainer({ name: 'registry' })] },
      verdict: { is: 'failed', because: 'check.container-restart-policy.none' },
    },
    {
      title: 'Another policy',
      attributes: { name: 'registry', policy: 'always' },
      given: { containers: [sampleContainer({ name: 'registry', restartPolicy: 'on-failure' })] },
      verdict: { is: 'failed', because: 'check.container-restart-policy.other' },
    },
    {
      title: 'Removes itself instead (--rm)',
      attributes: { name: 'registry', policy: 'always' },
      given: { containers: [sampleContainer({ name: 'registry', autoRemove: true })] },
      verdict: { is: 'failed', because: 'check.container-restart-policy.removes-itself' },
    },
  ],
};
