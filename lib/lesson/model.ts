import type { Locale, Message } from '../base/index.ts';

/** A quiz option as the page shows it; which one is right stays on the server. */
export interface QuizView {
  checkId: string;
  options: { id: string; text: string }[];
}

/** What the page may know of a step: never solutions, breaks or expectations. */
export interface StepView {
  id: string;
  title: string;
  checks: { id: string; title: Message }[];
  hints: number;
  hasSolution: boolean;
}

/** What the catalogue may know of a lesson, in one language. */
export interface LessonSummary {
  slug: string;
  title: string;
  summary: string;
  /** Minutes a careful reader needs. */
  minutes: number;
  steps: number;
  /** False for lessons that need no machine. */
  sandbox: boolean;
  /** The language the prose is really in: the default locale's when a translation is missing. */
  locale: Locale;
}

/** What the catalogue may know of a course, in one language. */
export interface CourseSummary {
  slug: string;
  title: string;
  summary: string;
  /** The language title and summary are really in. */
  locale: Locale;
  /** Slugs of its lessons, in order; only of lessons that can be taught, and at least one. */
  lessons: string[];
  /** What is better done before: slugs of courses and lessons that are there. */
  after: { courses: string[]; lessons: string[] };
}

/** A lesson page in one language. `code` is the compiled MDX body (mdx-bundler), to be evaluated on the server only. */
export interface LessonPage extends LessonSummary {
  /** Hash of everything this page was made from. */
  hash: string;
  steps: number;
  stepViews: StepView[];
  code: string;
  images: string[];
}

/** A piece of help that is handed out on request, as plain Markdown text. */
export interface HelpText {
  markdown: string;
}
