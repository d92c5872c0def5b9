import { message } from '../base/index.ts';
import type { CheckContext, CheckKind } from './kind.ts';
import type { Observation, Verdict } from './model.ts';
import { findTypo } from './typo.ts';

/** One check, apart from the rest of its step: answers for an unreachable daemon and for slips of the fingers, then asks the kind. */
export function evaluateCheck(
  kind: CheckKind,
  expected: unknown,
  observation: Observation,
  context: CheckContext,
): Verdict {
  const verdict = kind.needsDaemon
    ? (withoutDaemon(observation) ?? kind.evaluate(expected, observation, context))
    : kind.evaluate(expected, observation, context);
  if (verdict.is !== 'waiting' || !kind.vocabulary) return verdict;
  const typo = findTypo(observation, context.activatedAt, kind.vocabulary(expected));
  if (!typo) return verdict;
  const because = message('check.typo', { typed: typo.typed, meant: typo.meant });
  return { is: 'failed', because, found: message('check.found.command', { line: typo.line }) };
}

function withoutDaemon({ daemon }: Observation): Verdict | null {
  if (daemon === 'up') return null;
  if (daemon === 'asleep') return { is: 'waiting', because: message('check.daemon.asleep') };
  return {
    is: 'failed',
    because: message('check.daemon.down'),
    found: message('check.found.no-daemon'),
    look: 'docker version',
  };
}
