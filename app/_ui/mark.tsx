import type { StepState } from '#lib/session/model.ts';
import styles from './mark.module.css';

/**
 * A step's or check's mark: hollow = to do, half = some of it holds, filled = done, filled with a notch = was done, broken again.
 * Shape carries the state, colour only supports it. Decorative: the words stand beside it.
 */
export function Mark({ state, size = 16 }: { state: StepState; size?: number }) {
  return (
    <svg className={styles.mark} data-state={state} viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
      {state === 'todo' && <circle cx="8" cy="8" r="5.75" className={styles.ring} />}
      {state === 'half' && (
        <>
          <circle cx="8" cy="8" r="5.75" className={styles.ring} />
          <path d="M8 2.25a5.75 5.75 0 0 1 0 11.5Z" className={styles.fill} />
        </>
      )}
      {state === 'done' && (
        <>
          <circle cx="8" cy="8" r="6.5" className={styles.fill} />
          <path d="m5 8.2 2.1 2.1L11.2 6" className={styles.tick} pathLength="1" />
        </>
      )}
      {state === 'broken' && <path d="M8 1.5a6.5 6.5 0 1 0 6.5 6.5H8Z" className={styles.fill} />}
    </svg>
  );
}
