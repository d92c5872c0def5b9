'use client';
import { useCallback, useMemo, useState } from 'react';
import { type Pane, panes, type UpperView } from './bench.ts';

/** Which panes are in sight. CSS decides what of this matters at the window's width. */
export interface Panes {
  /** The one pane shown below 700 px. */
  shown: Pane;
  /** The bench pane shown beside the text from 700 to 1100 px. */
  bench: 'editor' | 'terminal';
  /** The pane that fills the screen, at any width. */
  full: Pane | null;
  /** What the upper pane of the bench shows. */
  upper: UpperView;
  show: (pane: Pane) => void;
  toggleFull: (pane: Pane) => void;
  look: (view: UpperView) => void;
}

/** Keeps what is in sight. The pane asked for is always visible afterwards, whatever the width. */
export function usePanes(): Panes {
  const [state, setState] = useState<Pick<Panes, 'shown' | 'bench' | 'full' | 'upper'>>({
    shown: 'text',
    bench: 'terminal',
    full: null,
    upper: 'editor',
  });
  const show = useCallback((pane: Pane) => {
    setState(({ bench, full, upper }) => ({
      shown: pane,
      bench: pane === 'text' ? bench : pane,
      full: full && pane,
      upper,
    }));
  }, []);
  const toggleFull = useCallback((pane: Pane) => {
    setState(({ bench, full, upper }) => ({
      shown: pane,
      bench: pane === 'text' ? bench : pane,
      full: full ? null : pane,
      upper,
    }));
  }, []);
  const look = useCallback((upper: UpperView) => {
    setState(({ full }) => ({ shown: 'editor', bench: 'editor', full: full && 'editor', upper }));
  }, []);
  return useMemo(() => ({ ...state, show, toggleFull, look }), [state, show, toggleFull, look]);
}

/** The element of a pane. */
export const paneElement = (pane: Pane): HTMLElement | null => document.getElementById(`pane-${pane}`);

/** The pane that has the focus; null when none has. */
export function focusedPane(): Pane | null {
  return panes.find((pane) => paneElement(pane)?.contains(document.activeElement)) ?? null;
}

/** Puts the focus into a pane: on what one works with there, else on the pane itself. */
export function focusPane(pane: Pane): void {
  const element = paneElement(pane);
  const inside = element?.querySelectorAll<HTMLElement>(
    '.xterm-helper-textarea, .monaco-editor textarea, .monaco-editor .native-edit-context, [role="treeitem"][tabindex="0"]',
  );
  const usable = [...(inside ?? [])].find((candidate) => !candidate.closest('[hidden]'));
  (usable ?? element)?.focus();
}
