'use client';
import { BookOpen, Boxes, FilePen, Globe, SquareTerminal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { portOf, useUpperViews } from '../upper/use-upper-views.ts';
import styles from './bottom-bar.module.css';
import type { Panes } from './use-panes.ts';

/** Below 700 px one pane is shown at a time; this switches between them. Ports come last, once there is one. */
export function BottomBar({ panes }: { panes: Panes }) {
  const t = useTranslations('panes');
  const { shown, upper, show, look } = panes;
  const port = useUpperViews(upper).find((view) => portOf(view) !== null);
  const upperIs = (is: boolean) => shown === 'editor' && is;
  const items = [
    { name: 'text', Icon: BookOpen, on: shown === 'text', go: () => show('text') },
    { name: 'terminal', Icon: SquareTerminal, on: shown === 'terminal', go: () => show('terminal') },
    { name: 'editor', Icon: FilePen, on: upperIs(upper === 'editor'), go: () => look('editor') },
    { name: 'picture', Icon: Boxes, on: upperIs(upper === 'picture'), go: () => look('picture') },
    ...(port
      ? [{ name: 'preview' as const, Icon: Globe, on: upperIs(portOf(upper) !== null), go: () => look(port) }]
      : []),
  ] as const;
  return (
    <nav className={styles.bar} aria-label={t('switch')}>
      {items.map(({ name, Icon, on, go }) => (
        <button key={name} type="button" className={styles.item} aria-current={on ? 'true' : undefined} onClick={go}>
          <Icon size={20} strokeWidth={1.5} aria-hidden="true" />
          {t(name)}
        </button>
      ))}
    </nav>
  );
}
