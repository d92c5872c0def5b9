'use client';
import { useTranslations } from 'next-intl';
import type { AuthorCheck } from '#lib/author/model.ts';
import { VerdictMark } from '../lesson/verdict-mark.tsx';
import { useSay } from '../use-say.ts';
import styles from './author-drawer.module.css';
import { Evaluations } from './evaluations.tsx';

/** One check: how it stands and by which message, what it expects, what it saw, how it came out lately. */
export function AuthorCheckRow({ check }: { check: AuthorCheck }) {
  const t = useTranslations('author');
  const verdicts = useTranslations('checks');
  const { say } = useSay();
  const { id, kind, mode, title, expected, saw, evaluations } = check;
  const [latest] = evaluations;
  const is = latest?.is ?? 'waiting';
  return (
    <li className={styles.check}>
      <p className={styles.sentence}>
        <VerdictMark is={is} />
        <span>
          <span className="visually-hidden">{verdicts(is)} </span>
          {say(title)}
        </span>
        <code className={styles.kind}>
          {id} · {kind} · {mode}
        </code>
      </p>
      {latest?.because && (
        <p className={styles.because} data-is={is}>
          <code>{latest.because.id}</code> {say(latest.because)}
        </p>
      )}
      <div className={styles.parts}>
        <Json label={t('expects')} text={expected} />
        <Json label={t('saw')} text={saw === '{}' ? t('nothing') : saw} />
        <Evaluations evaluations={evaluations} />
      </div>
    </li>
  );
}

function Json({ label, text }: { label: string; text: string }) {
  return (
    <details className={styles.part}>
      <summary>{label}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard. */}
      <pre className={styles.json} tabIndex={0}>
        {text}
      </pre>
    </details>
  );
}
