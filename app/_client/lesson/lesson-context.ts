'use client';
import { createContext, useContext } from 'react';
import type { Locale } from '#lib/base/index.ts';
import type { StepView } from '#lib/lesson/model.ts';
import type { SessionView } from '#lib/session/model.ts';
import type { ConnectionState, LessonConnection } from '../connection/lesson-connection.ts';
import { useConnectionState } from '../connection/use-lesson-connection.ts';
import type { Bench } from './bench.ts';

/** Somewhere the page leads to. `locale` is the language its title is in. */
export interface Way {
  href: string;
  title: string;
  locale: Locale;
}

/** What every part of a lesson page may know. */
export interface Lesson {
  slug: string;
  title: string;
  locale: Locale;
  steps: StepView[];
  /** False for lessons that need no machine: no bench is shown. */
  sandbox: boolean;
  /** The course it is taken in, if any. */
  course: Way | null;
  /** The lesson that follows in the course, if any. */
  next: Way | null;
  /** Origin below which previews have host names of their own; '' when there is none. */
  previewOrigin: string;
  connection: LessonConnection;
  bench: Bench;
  /** Id of the step that is being read. */
  current: string;
  go: (step: string) => void;
}

const LessonContext = createContext<Lesson | null>(null);
export const LessonProvider = LessonContext.Provider;

/** The lesson this component is part of. */
export function useLesson(): Lesson {
  const lesson = useContext(LessonContext);
  if (!lesson) throw new Error('Lesson components are used inside a lesson page.');
  return lesson;
}

/** The connection of this lesson page, as it is now. */
export function useConnection(): ConnectionState {
  return useConnectionState(useLesson().connection);
}

/** One step as the session shows it now; undefined before the first session. */
export function useStepProgress(step: string): SessionView['steps'][number] | undefined {
  return useConnection().view?.steps.find(({ id }) => id === step);
}
