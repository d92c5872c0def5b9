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
import { lookUp } from '../environment.ts';
import type { CheckKind } from '../kind.ts';
import type { ObservedContainer, Verdict } from '../model.ts';
import { sampleContainer } from '../sample.ts';

const schema = z
  .strictObject({
    ...containerSelector,
    variable: z.string().min(1).describe('Name of the environment variable.'),
    value: z.string().optional().describe('Its value; any when left out.'),
  })
  .refine(namesAContainer, namesAContainerError);
type Expected = z.infer<typeof schema>;

/** A container was made with an environment variable, from its image or by `-e`. */
export const containerEnv: CheckKind<Expected> = {
  name: 'container-env',
  summary: 'Such a container has an environment variable, whether by `-e` or from its image.',
  schema,
  needsDaemon: true,
  describe: (expected) =>
    aboutExpected(
      expected.value === undefined ? 'check.container-env.title' : 'check.container-env.title-value',
      expected,
      { variable: expected.variable, value: expected.value ?? '' },
    ),
  vocabulary: (expected) => [...containerVocabulary(expected), expected.variable],

  evaluate: (expected, observation, context) =>
    judgeContainers(expected, observation, context, (container) => judge(container, expected)),

  examples: [
    {
      title: 'Set',
      attributes: { name: 'web', variable: 'NAME', value: 'Ada' },
      given: { containers: [web(['PATH=/bin', 'NAME=Ada'])] },
      verdict: { is: 'passed', because: 'check.container-env.passed' },
    },
    {
      title: 'Set to whatever',
      attributes: { name: 'web', variable: 'NAME' },
      given: { containers: [web(['NAME=Bob'])] },
      verdict: { is: 'passed', because: 'check.container-env.passed' },
    },
    {
      title: 'Not set',
      attributes: { name: 'web', variable: 'NAME', value: 'Ada' },
      given: { containers: [web(['PATH=/bin'])] },
      verdict: { is: 'failed', because: 'check.container-env.missing' },
    },
    {
      title: 'Another value',
      attributes: { name: 'web', variable: 'NAME', value: 'Ada' },
      given: { containers: [web(['NAME=World'])] },
      verdict: { is: 'failed', because: 'check.container-env.other-value' },
    },
    {
      title: 'Large and small letters mixed up',
      attributes: { name: 'web', variable: 'NAME', value: 'Ada' },
      given: { containers: [web(['name=Ada'])] },
      verdict: { is: 'failed', because: 'check.container-env.other-name' },
    },
    {
      title: 'Large and small letters mixed up, so that the image’s default stays',
      attributes: { name: 'web', variable: 'NAME', value: 'Ada' },
      given: { containers: [web(['NAME=World', 'name=Ada'])] },
      verdict: { is: 'failed', because: 'check.container-env.other-name' },
    },
    {
      title: 'Empty',
      attributes: { name: 'web', variable: 'NAME', value: 'Ada' },
      given: { containers: [web(['NAME='])] },
      verdict: { is: 'failed', because: 'check.container-env.empty' },
    },
  ],
};

function judge({ name, env }: ObservedContainer, { variable, value }: Expected): Verdict {
  const { value: found, near } = lookUp(env, variable);
  const values = { name, variable, value: value ?? '' };
  if (found !== undefined && (value === undefined || found === value))
    return { is: 'passed', because: message('check.container-env.passed', { ...values, value: found }) };
  const look = `docker inspect --format '{{.Config.Env}}' ${name}`;
  // An image's default stays when the value is given to a name that only looks the same.
  if (found !== undefined && !(near && env.includes(`${near}=${value}`))) {
    const because = found
      ? message('check.container-env.other-value', { ...values, found })
      : message('check.container-env.empty', values);
    return { is: 'failed', because, look };
  }
  if (near)
    return { is: 'failed', because: message('check.container-env.other-name', { ...values, found: near }), look };
  return { is: 'failed', because: message('check.container-env.missing', values), look };
}

function web(env: string[]): ObservedContainer {
  return sampleContainer({ name: 'web', image: 'nginx', state: 'running', env });
}
