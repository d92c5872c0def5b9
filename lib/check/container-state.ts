import { message } from '../base/index.ts';
import { type ContainerSelector, matchingContainers, neverRan, noContainer } from './container-match.ts';
import type { CheckContext } from './kind.ts';
import type { Observation, ObservedContainer, Verdict } from './model.ts';

/**
 * Looks at every container the check is about, newest first: passes with the first that passes, else says what is wrong with the
 * newest, else why there is none.
 */
export function judgeContainers(
  expected: ContainerSelector,
  observation: Observation,
  context: CheckContext,
  judge: (container: ObservedContainer) => Verdict,
): Verdict {
  let newest: Verdict | null = null;
  for (const container of matchingContainers(expected, observation)) {
    const verdict = judge(container);
    if (verdict.is === 'passed') return verdict;
    newest ??= verdict;
  }
  return newest ?? noContainer(expected, observation, context);
}

/** Why a container does not run: never started, could not, paused, restarting over and over, ended or crashed. Null when it runs. */
export function notRunning(container: ObservedContainer, expected: ContainerSelector): Verdict | null {
  const { name, state, exitCode } = container;
  if (state === 'running') return null;
  if (state === 'created') return neverRan(container, expected);
  const found = message('check.found.state', { name, state });
  if (state === 'paused')
    return { is: 'failed', because: message('check.container-running.paused', { name }), found, look: 'docker ps' };
  const look = `docker logs ${name}`;
  if (state === 'restarting') {
    const because = message('check.container-running.restarting', { name, code: exitCode });
    return { is: 'failed', because, found, look };
  }
  const because = message(exitCode === 0 ? 'check.container-running.ended' : 'check.container-running.crashed', {
    name,
    code: exitCode,
  });
  return { is: 'failed', because, found, look };
}
