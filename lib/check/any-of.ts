import { z } from 'zod';
import { AppError } from '../base/index.ts';
import { checkKind } from './check-kinds.ts';
import { evaluateCheck } from './evaluate-check.ts';
import type { CheckKind } from './kind.ts';
import type { Check, Verdict, Wants } from './model.ts';

/** Name of the kind that holds alternatives. It is written `<Any>`, never `<Check kind="any">`. */
export const anyKindName = 'any';

/** The kind of a check that was parsed. Throws CHECK_BROKEN for a kind that does not exist: then it was never parsed. */
export function kindOf(check: Check): CheckKind {
  if (check.kind === anyKindName) return anyOf;
  const kind = checkKind(check.kind);
  if (!kind) throw new AppError('CHECK_BROKEN', `unknown kind ${check.kind}`);
  return kind;
}

/** A check that passes when one of `alternatives` does. The first is the main way: its sentence is the one the page shows. */
export function anyCheck(written: Omit<Check, 'kind' | 'expected'>, alternatives: readonly Check[]): Check {
  return { ...written, kind: anyKindName, expected: alternatives };
}

/** Adds up what checks want to be looked at. */
export function wantsOf(checks: readonly Check[]): Wants {
  const all = checks.map((check) => kindOf(check).wants?.(check.expected) ?? {});
  const http = new Map<string, Wants['http'][number]>();
  for (const question of all.flatMap((wants) => wants.http ?? [])) {
    const key = `${question.port}${question.path}`;
    http.set(key, { ...question, twice: question.twice || http.get(key)?.twice === true });
  }
  const some = (key: 'logs' | 'changes' | 'history' | 'swarm') => all.some((wants) => wants[key] === true);
  return {
    files: [...new Set(all.flatMap((wants) => wants.files ?? []))].sort(),
    logs: some('logs'),
    changes: some('changes'),
    history: some('history'),
    swarm: some('swarm'),
    http: [...http.values()],
    ports: [...new Set(all.flatMap((wants) => wants.ports ?? []))].sort((a, b) => a - b),
  };
}

/**
 * Passes with the first alternative that passes. Else it says what the first that has failed says, because that is the way the
 * learner went; when none has, what the main way waits for.
 */
const anyOf: CheckKind = {
  name: anyKindName,
  summary: 'One of several checks passes. Written as `<Any>` around them.',
  schema: z.custom<Check[]>(),
  needsDaemon: false,
  describe: (expected) => {
    const [main] = parts(expected);
    if (!main) throw new AppError('CHECK_BROKEN', 'an <Any> without checks');
    return kindOf(main).describe(main.expected);
  },
  wants: (expected) => wantsOf(parts(expected)),
  remembers: (expected, observation) =>
    parts(expected).some((part) => kindOf(part).remembers?.(part.expected, observation) === true),
  evaluate(expected, observation, context): Verdict {
    const verdicts = parts(expected).map((part) =>
      evaluateCheck(kindOf(part), part.expected, observation, { ...context, check: part.id }),
    );
    const [main] = verdicts;
    if (!main) throw new AppError('CHECK_BROKEN', 'an <Any> without checks');
    return (
      verdicts.find(({ is }) => is === 'passed') ??
      (main.is === 'failed' ? main : undefined) ??
      verdicts.find(({ is }) => is === 'failed') ??
      main
    );
  },
  examples: [],
};

function parts(expected: unknown): Check[] {
  return Array.isArray(expected) ? expected : [];
}
