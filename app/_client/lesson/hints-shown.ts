'use client';
import { createContext, useContext } from 'react';

/** How many hints of each step are open on this page, and how to open the next one. */
export interface HintsShown {
  shown: Readonly<Record<string, number>>;
  showNext: (step: string) => void;
}

const HintsContext = createContext<HintsShown>({ shown: {}, showNext: () => {} });
export const HintsProvider = HintsContext.Provider;

/** The hints of one step. */
export function useHintsShown(step: string): { shown: number; showNext: () => void } {
  const { shown, showNext } = useContext(HintsContext);
  return { shown: shown[step] ?? 0, showNext: () => showNext(step) };
}
