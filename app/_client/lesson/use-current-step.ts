'use client';
import { useCallback, useEffect, useState } from 'react';
import type { StepView } from '#lib/lesson/model.ts';
import type { LessonConnection } from '../connection/lesson-connection.ts';
import { useConnectionState } from '../connection/use-lesson-connection.ts';
import { paneElement } from './use-panes.ts';

/**
 * Which step is being read: the address's `#step`, else where the session is, else the first. The server is told, once per change
 * and connection, so that it knows which events count; two tabs on different steps therefore do not argue.
 */
export function useCurrentStep(
  steps: readonly StepView[],
  remembered: string | undefined,
  connection: LessonConnection,
) {
  const { link } = useConnectionState(connection);
  const [current, setCurrent] = useState(() => steps.find(({ id }) => id === remembered)?.id ?? steps[0]?.id ?? '');

  useEffect(() => {
    const followAddress = () => {
      const named = decodeURIComponent(location.hash.slice(1));
      if (steps.some(({ id }) => id === named)) setCurrent(named);
    };
    followAddress();
    addEventListener('hashchange', followAddress);
    addEventListener('popstate', followAddress);
    return () => {
      removeEventListener('hashchange', followAddress);
      removeEventListener('popstate', followAddress);
    };
  }, [steps]);

  useEffect(() => {
    if (link === 'open' && current) connection.send({ type: 'step', step: current });
  }, [connection, link, current]);

  const go = useCallback((step: string) => {
    if (location.hash !== `#${step}`) history.pushState(null, '', `#${step}`);
    setCurrent(step);
    requestAnimationFrame(() => {
      document.getElementById('lesson-scroll')?.scrollTo({ top: 0 });
      const title = document.getElementById(`${step}-title`);
      // Only when the reader is in the text: somebody typing in the terminal keeps typing.
      if (paneElement('text')?.contains(document.activeElement) || document.activeElement === document.body)
        title?.focus({ preventScroll: true });
    });
  }, []);

  return { current, go };
}
