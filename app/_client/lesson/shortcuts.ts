'use client';
import { useEffect } from 'react';

/** What a key can do on a lesson page. */
export interface Shortcuts {
  nextStep: () => void;
  previousStep: () => void;
  checkAgain: () => void;
  showMap: () => void;
  /** Moves the focus to the next pane (or the one before); also out of the terminal. */
  cyclePanes: (backwards: boolean) => void;
  /** The pane that has the focus fills the screen, or goes back. */
  toggleFull: () => void;
}

/** The map as it is shown; `says` is a key of the `keys` messages. */
export const keyboardMap = [
  { keys: ['n'], says: 'next' },
  { keys: ['p'], says: 'previous' },
  { keys: ['c'], says: 'check' },
  { keys: ['F6', 'Shift+F6'], says: 'panes' },
  { keys: ['Alt+Enter'], says: 'full' },
  { keys: ['Ctrl+S'], says: 'save' },
  { keys: ['Ctrl+Shift+C', 'Ctrl+Shift+V'], says: 'clipboard' },
  { keys: ['Ctrl+Shift+F'], says: 'search' },
  { keys: ['?'], says: 'map' },
] as const;

/** True for keys of the page that must work inside the terminal and the editor too. */
export const isPaneKey = (event: KeyboardEvent): boolean =>
  event.key === 'F6' || (event.key === 'Enter' && event.altKey);

/** Listens for the page's keys. Plain letters count only where nothing is being typed. */
export function useShortcuts(shortcuts: Shortcuts): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const action = actionOf(event, shortcuts);
      if (!action) return;
      event.preventDefault();
      action();
    };
    // Capturing, so that neither xterm nor Monaco can swallow the way out.
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, [shortcuts]);
}

function actionOf(event: KeyboardEvent, shortcuts: Shortcuts): (() => void) | undefined {
  if (event.key === 'F6') return () => shortcuts.cyclePanes(event.shiftKey);
  if (event.key === 'Enter' && event.altKey && !event.ctrlKey) return shortcuts.toggleFull;
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === 'n') return shortcuts.nextStep;
  if (event.key === 'p') return shortcuts.previousStep;
  if (event.key === 'c') return shortcuts.checkAgain;
  if (event.key === '?') return shortcuts.showMap;
}

/** The bench is for working, not for reading; its editor takes input in elements of its own kind. */
const typing =
  '#pane-editor, #pane-terminal, input, textarea, select, [contenteditable], [role="menu"], [role="dialog"], [role="alertdialog"]';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(typing) !== null;
}
