/** A mistake in a lesson's files, for its author. Lines and columns count from 1. */
export interface LessonProblem {
  /** Path below the lessons folder: "010-hello-world/lesson.mdx". */
  file: string;
  line: number;
  column: number;
  /** A word to look up in the authoring guide, such as ATTRIBUTE_INVALID. */
  code: string;
  message: string;
  /** What to write instead. */
  fix: string;
  /** False for drift of a translation, with which the lesson can still be taught. */
  fatal: boolean;
}

/** The place of a mistake: a syntax tree node, or nothing for the whole file. */
export interface Place {
  position?: { start: { line: number; column: number } } | undefined;
}

/** Collects the mistakes of one file, so that an author sees all of them at once. */
export class Problems {
  readonly file: string;
  readonly all: LessonProblem[];

  constructor(file: string, all: LessonProblem[] = []) {
    this.file = file;
    this.all = all;
  }

  /** Notes a mistake that keeps the lesson from being taught. */
  add(at: Place | undefined, code: string, message: string, fix: string): void {
    this.#push(at, code, message, fix, true);
  }

  /** Notes a difference between a translation and the default language. */
  drift(at: Place | undefined, code: string, message: string, fix: string): void {
    this.#push(at, code, message, fix, false);
  }

  get fatal(): boolean {
    return this.all.some((problem) => problem.file === this.file && problem.fatal);
  }

  #push(at: Place | undefined, code: string, message: string, fix: string, fatal: boolean): void {
    const { line, column } = at?.position?.start ?? { line: 1, column: 1 };
    this.all.push({ file: this.file, line, column, code, message, fix, fatal });
  }
}

/** One line per mistake: `file:line:column CODE message — fix`. */
export function formatProblem({ file, line, column, code, message, fix }: LessonProblem): string {
  return `${file}:${line}:${column} ${code} ${message} — ${fix}`;
}
