'use client';
import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Locale } from '#lib/base/index.ts';
import type { StepView } from '#lib/lesson/model.ts';
import type { SessionView } from '#lib/session/model.ts';
import { AuthorDrawer } from '../author/author-drawer-door.tsx';
import { useConnectionState, useLessonConnection } from '../connection/use-lesson-connection.ts';
import { panes as allPanes, Bench } from './bench.ts';
import { BottomBar } from './bottom-bar.tsx';
import { HintsProvider } from './hints-shown.ts';
import { type Lesson, LessonProvider } from './lesson-context.ts';
import { LessonHeader } from './lesson-header.tsx';
import { LessonPanes } from './lesson-panes.tsx';
import styles from './lesson-shell.module.css';
import type { PaneLayout } from './pane-layout.ts';
import { useShortcuts } from './shortcuts.ts';
import { useCurrentStep } from './use-current-step.ts';
import { focusedPane, focusPane, paneElement, usePanes } from './use-panes.ts';

type Props = Pick<Lesson, 'slug' | 'title' | 'course' | 'next' | 'sandbox' | 'previewOrigin'> & {
  locale: Locale;
  steps: StepView[];
  /** The session as it was when the page was made; null when there is none. */
  view: SessionView | null;
  /** How the dividers stood last. */
  layout: PaneLayout;
  /** True for an author who previews the lesson. */
  author: boolean;
  /** The compiled lesson. */
  children: ReactNode;
};

/** A lesson page: the text on the left, the bench on the right, one connection behind both. */
export function LessonShell(props: Props) {
  const { slug, title, locale, steps, sandbox, course, next, previewOrigin, view, layout, author, children } = props;
  const t = useTranslations('lesson');
  const connection = useLessonConnection(slug, view);
  const [bench] = useState(() => new Bench());
  const [mapOpen, setMapOpen] = useState(false);
  const [hints, setHints] = useState<Record<string, number>>({});
  const panes = usePanes();
  const { current, go } = useCurrentStep(steps, view?.currentStep, connection);
  const { show, toggleFull, look } = panes;
  const { link } = useConnectionState(connection);

  useEffect(() => bench.offer('show', show), [bench, show]);
  useEffect(() => bench.offer('look', look), [bench, look]);
  useEffect(() => {
    if (link === 'open') connection.send({ type: 'language', language: locale });
  }, [link, connection, locale]);

  const lesson = useMemo(
    () => ({ slug, title, locale, steps, sandbox, course, next, previewOrigin, connection, bench, current, go }),
    [slug, title, locale, steps, sandbox, course, next, previewOrigin, connection, bench, current, go],
  );
  const shownHints = useMemo(
    () => ({
      shown: hints,
      showNext: (step: string) => setHints((before) => ({ ...before, [step]: (before[step] ?? 0) + 1 })),
    }),
    [hints],
  );

  const move = useCallback(
    (by: number) => {
      const step = steps[steps.findIndex(({ id }) => id === current) + by];
      if (step) go(step.id);
    },
    [steps, current, go],
  );
  const visited = useRef(0);
  const shortcuts = useMemo(
    () => ({
      nextStep: () => move(1),
      previousStep: () => move(-1),
      checkAgain: () => connection.send({ type: 'check' }),
      showMap: () => setMapOpen(true),
      cyclePanes: (backwards: boolean) => {
        const from = focusedPane();
        const start = from ? allPanes.indexOf(from) : visited.current;
        const existing = allPanes.filter((pane) => paneElement(pane));
        const at = existing.indexOf(allPanes[start] ?? 'text');
        const pane = existing[(at + (backwards ? existing.length - 1 : 1)) % existing.length] ?? 'text';
        visited.current = allPanes.indexOf(pane);
        flushSync(() => show(pane));
        focusPane(pane);
      },
      toggleFull: () => {
        const pane = focusedPane() ?? 'text';
        flushSync(() => toggleFull(pane));
        focusPane(pane);
      },
    }),
    [move, connection, show, toggleFull],
  );
  useShortcuts(shortcuts);

  return (
    <LessonProvider value={lesson}>
      <HintsProvider value={shownHints}>
        <a className="skip-link" href="#pane-text">
          {t('skip')}
        </a>
        <div className={styles.page}>
          <LessonHeader mapOpen={mapOpen} onMapOpen={setMapOpen} />
          <LessonPanes panes={panes} layout={layout}>
            {children}
          </LessonPanes>
          {author && AuthorDrawer && <AuthorDrawer />}
          {sandbox && <BottomBar panes={panes} />}
        </div>
      </HintsProvider>
    </LessonProvider>
  );
}
