'use client';
import { SquareTerminal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Message } from '#lib/base/index.ts';
import type { Verdict } from '#lib/check/model.ts';
import { useSay } from '../use-say.ts';
import styles from './checks.module.css';
import { useConnection, useLesson } from './lesson-context.ts';
import { VerdictMark } from './verdict-mark.tsx';

/** A check's sentence, its mark, and why it stands as it does; a failed one opens to expected, found, and where to look. */
export function CheckRow({ title, verdict }: { title: Message; verdict: Verdict | undefined }) {
  const t = useTranslations('checks');
  const { say, sayError } = useSay();
  const is = verdict?.is ?? 'waiting';
  return (
    <li className={styles.row} data-is={is}>
      <VerdictMark is={is} />
      <span className={styles.sentence}>
        <span className="visually-hidden">{t(is)} </span>
        {say(title)}
      </span>
      {verdict?.is === 'failed' && (verdict.expected || verdict.found || verdict.look) ? (
        <details className={styles.more}>
          <summary>{say(verdict.because)}</summary>
          <Facts verdict={verdict} />
        </details>
      ) : verdict?.is === 'broken' ? (
        <span className={styles.reason}>{sayError(verdict.code)}</span>
      ) : (
        verdict && (
          <span className={styles.reason} key={verdict.because.id}>
            {say(verdict.because)}
          </span>
        )
      )}
    </li>
  );
}

/** What a failed check wanted, what it saw, and the command that shows it; never the solution. */
function Facts({ verdict }: { verdict: Extract<Verdict, { is: 'failed' }> }) {
  const t = useTranslations('checks');
  const { say } = useSay();
  const { bench } = useLesson();
  const ready = useConnection().view?.sandbox.state === 'ready';
  const { expected, found, look } = verdict;
  return (
    <dl className={styles.facts}>
      {expected && (
        <>
          <dt>{t('expected')}</dt>
          <dd>{say(expected)}</dd>
        </>
      )}
      {found && (
        <>
          <dt>{t('found')}</dt>
          <dd>{say(found)}</dd>
        </>
      )}
      {look && (
        <>
          <dt>{t('look')}</dt>
          <dd>
            <button
              type="button"
              className={styles.look}
              disabled={!ready}
              title={t('lookRun')}
              onClick={() => bench.run(look)}
            >
              <SquareTerminal size={14} strokeWidth={1.5} aria-hidden="true" />
              {look}
            </button>
          </dd>
        </>
      )}
    </dl>
  );
}
