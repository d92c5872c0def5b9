import { Mark } from '#app/_ui/mark.tsx';
import type { Verdict } from '#lib/check/model.ts';
import styles from './checks.module.css';

/** A check's mark: hollow = not yet, filled = passed, struck = does not pass, dashed = could not be looked at. */
export function VerdictMark({ is }: { is: Verdict['is'] }) {
  if (is === 'passed') return <Mark state="done" />;
  if (is === 'waiting') return <Mark state="todo" />;
  return (
    <svg
      className={`${styles.mark} ${is === 'broken' ? styles.unsure : ''}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
    >
      <circle cx="8" cy="8" r="5.75" />
      {is === 'failed' && <path d="M5.5 8h5" />}
    </svg>
  );
}
