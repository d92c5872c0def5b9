import styles from './wordmark.module.css';

/** The name with its mark: a hull on the inclined ways, and the waterline it is about to touch. */
export function Wordmark() {
  return (
    <span className={styles.wordmark}>
      <svg
        viewBox="0 0 28 24"
        width="28"
        height="24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        aria-hidden="true"
      >
        <g strokeLinejoin="round" strokeLinecap="round">
          <path d="M1.5 10.5 26 20" />
          <path d="M6 5.2 21 11c-.6 2.2-2 3.7-4 4.4L6.6 11.5C5.5 9.8 5.3 7.5 6 5.2Z" />
          <path d="m11.2 7.2 1.3-3.4 3.7 1.4-1.3 3.4" />
          <path d="M1.5 21.5h14" stroke="var(--accent)" />
        </g>
      </svg>
      <span translate="no">Slipway</span>
    </span>
  );
}
