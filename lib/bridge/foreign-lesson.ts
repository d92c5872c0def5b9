import type { At } from './report.ts';

/** Where a lesson comes from. */
export type Origin = 'killercoda' | 'labspace';

/** A text file of what is imported. */
export interface ForeignText {
  /** Path below the folder that is imported. */
  file: string;
  text: string;
}

/** A script that ran without the learner: setting up before a step, or deciding whether it is done. */
export interface ForeignScript extends ForeignText {
  what: 'background' | 'foreground' | 'verify';
}

export interface ForeignStep {
  title: string;
  /** Where the step is declared. */
  at: At;
  text: ForeignText;
  scripts: ForeignScript[];
}

/** A scenario or labspace, read: everything a lesson can be made of, still in its own Markdown. */
export interface ForeignLesson {
  origin: Origin;
  /** What it is called by its folder or its own id; the lesson's name is made of it. */
  id: string;
  title: string;
  summary: string | null;
  minutes: number | null;
  intro: { text: ForeignText | null; scripts: ForeignScript[] };
  steps: ForeignStep[];
  finish: { text: ForeignText | null; scripts: ForeignScript[] };
  /** Files for the learner, by path below the home folder. */
  files: { path: string; content: Uint8Array; from: string }[];
}
