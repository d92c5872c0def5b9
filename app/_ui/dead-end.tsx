import type { ReactNode } from 'react';
import type { ErrorCode } from '#lib/base/index.ts';
import styles from './dead-end.module.css';

/** A page that cannot be shown: what happened, what it means for you, one thing to do; the code in small type, to be quoted. */
export function DeadEnd({
  title,
  code,
  children,
  action,
}: {
  title: string;
  code: ErrorCode;
  children: ReactNode;
  action: ReactNode;
}) {
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{title}</h1>
      <p className={styles.words}>{children}</p>
      <p>{action}</p>
      <p className={styles.code}>{code}</p>
    </main>
  );
}
