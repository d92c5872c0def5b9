'use client';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { type ReactNode, useRef } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { setCookie } from '../cookie.ts';
import { UpperPanels } from '../upper/upper-panels.tsx';
import { UpperTabs } from '../upper/upper-tabs.tsx';
import { useLesson } from './lesson-context.ts';
import styles from './lesson-panes.module.css';
import { LessonText } from './lesson-text.tsx';
import { PaneFrame } from './pane-frame.tsx';
import { formatPaneLayout, type PaneLayout, paneLayoutCookie } from './pane-layout.ts';
import type { Panes } from './use-panes.ts';

const TerminalPane = dynamic(() => import('../terminal/terminal-pane.tsx').then((module) => module.TerminalPane), {
  ssr: false,
});

/** The text and the bench. Dividers move and remember; CSS shows fewer panes where there is less room. */
export function LessonPanes({ panes, layout, children }: { panes: Panes; layout: PaneLayout; children: ReactNode }) {
  const t = useTranslations('panes');
  const { sandbox } = useLesson();
  const remembered = useRef(layout);
  const remember = (change: PaneLayout) => {
    remembered.current = { ...remembered.current, ...change };
    setCookie(paneLayoutCookie, formatPaneLayout(remembered.current));
  };
  if (!sandbox) {
    return (
      <div className={styles.panes} data-alone="">
        <LessonText>{children}</LessonText>
      </div>
    );
  }
  return (
    <div className={styles.panes} data-shown={panes.shown} data-bench={panes.bench} data-full={panes.full ?? undefined}>
      <Group
        className={styles.columns}
        orientation="horizontal"
        defaultLayout={layout.columns}
        onLayoutChanged={({ text = 45, bench = 55 }, { isUserInteraction }) =>
          isUserInteraction && remember({ columns: { text, bench } })
        }
      >
        <Panel id="text" defaultSize="45%" minSize="22rem" className={styles.panel}>
          <LessonText>{children}</LessonText>
        </Panel>
        <Separator id="columns" className={styles.divider} aria-label={t('moveColumns')} />
        <Panel id="bench" defaultSize="55%" minSize="20rem" className={styles.panel}>
          <Group
            orientation="vertical"
            defaultLayout={layout.rows}
            onLayoutChanged={({ editor = 42, terminal = 58 }, { isUserInteraction }) =>
              isUserInteraction && remember({ rows: { editor, terminal } })
            }
          >
            <Panel id="editor" defaultSize="42%" minSize="8rem" className={styles.panel}>
              <PaneFrame pane="editor" panes={panes} tabs={<UpperTabs panes={panes} />}>
                <UpperPanels upper={panes.upper} />
              </PaneFrame>
            </Panel>
            <Separator id="rows" className={styles.divider} aria-label={t('moveRows')} />
            <Panel id="terminal" defaultSize="58%" minSize="8rem" className={styles.panel}>
              <PaneFrame pane="terminal" panes={panes}>
                <TerminalPane />
              </PaneFrame>
            </Panel>
          </Group>
        </Panel>
      </Group>
    </div>
  );
}
