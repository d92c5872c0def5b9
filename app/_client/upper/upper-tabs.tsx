'use client';
import { Boxes, Files, Globe } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { UpperView } from '../lesson/bench.ts';
import type { Panes } from '../lesson/use-panes.ts';
import styles from './upper.module.css';
import { useUpperViews } from './use-upper-views.ts';

/** What the upper pane can show: files, picture, and every published port. Arrow keys move between them. */
export function UpperTabs({ panes: { upper, look } }: { panes: Panes }) {
  const t = useTranslations('upper');
  const views = useUpperViews(upper);
  const step = (by: number) => {
    const next = views[(views.indexOf(upper) + by + views.length) % views.length];
    if (next === undefined) return;
    look(next);
    document.getElementById(`upper-tab-${next}`)?.focus();
  };
  return (
    <div className={styles.tabs} role="tablist" aria-label={t('tabs')}>
      {views.map((view) => (
        <button
          key={view}
          type="button"
          role="tab"
          id={`upper-tab-${view}`}
          className={styles.tab}
          aria-selected={view === upper}
          aria-controls={view === upper ? `upper-panel-${view}` : undefined}
          tabIndex={view === upper ? 0 : -1}
          onClick={() => look(view)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowRight') step(1);
            else if (event.key === 'ArrowLeft') step(-1);
          }}
        >
          <TabWords view={view} />
        </button>
      ))}
    </div>
  );
}

function TabWords({ view }: { view: UpperView }) {
  const t = useTranslations('upper');
  const Icon = view === 'editor' ? Files : view === 'picture' ? Boxes : Globe;
  const words = view === 'editor' || view === 'picture' ? t(view) : t('port', { port: view.slice('port-'.length) });
  return (
    <>
      <Icon size={14} strokeWidth={1.5} aria-hidden="true" />
      {words}
    </>
  );
}
