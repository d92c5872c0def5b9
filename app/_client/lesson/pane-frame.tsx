'use client';
import { Maximize2, Minimize2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { createPortal } from 'react-dom';
import { button } from '#app/_ui/button.ts';
import styles from './pane-frame.module.css';
import type { Panes } from './use-panes.ts';

const BarPlace = createContext<HTMLElement | null>(null);

/** A pane of the bench: a named landmark with a bar on top. Between 700 and 1100 px the bar also switches the bench's panes. */
export function PaneFrame({
  pane,
  panes,
  tabs,
  children,
}: {
  pane: 'editor' | 'terminal';
  panes: Panes;
  /** What the pane can show, where that is more than one thing. */
  tabs?: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations('panes');
  const [bar, setBar] = useState<HTMLElement | null>(null);
  const full = panes.full === pane;
  const Icon = full ? Minimize2 : Maximize2;
  const label = t(full ? 'restore' : 'fill');
  return (
    <section id={`pane-${pane}`} className={styles.pane} aria-label={t(pane)} tabIndex={-1}>
      <div className={styles.bar}>
        <div className={styles.switch}>
          {(['editor', 'terminal'] as const)
            .filter((other) => !tabs || other !== pane)
            .map((other) => (
              <button
                key={other}
                type="button"
                className={styles.tab}
                aria-pressed={other === pane}
                onClick={() => panes.show(other)}
              >
                {t(other)}
              </button>
            ))}
        </div>
        {tabs}
        <div className={styles.own} ref={setBar} />
        <button
          type="button"
          className={`${button('quiet', 'icon')} ${styles.full}`}
          aria-label={label}
          title={`${label} (Alt+Enter)`}
          onClick={() => panes.toggleFull(pane)}
        >
          <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
        </button>
      </div>
      <div className={styles.body}>
        <BarPlace.Provider value={bar}>{children}</BarPlace.Provider>
      </div>
    </section>
  );
}

/** Keeps what stands behind other things out of the bar. */
export function BarOf({ shown, children }: { shown: boolean; children: ReactNode }) {
  const place = useContext(BarPlace);
  return <BarPlace.Provider value={shown ? place : null}>{children}</BarPlace.Provider>;
}

/** Puts its children into the bar of the pane it stands in. */
export function InBar({ children }: { children: ReactNode }) {
  const place = useContext(BarPlace);
  return place ? createPortal(children, place) : null;
}
