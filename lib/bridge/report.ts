/** A place in what is imported, or in the lesson that is made of it. `file` is relative to its folder; lines count from 1. */
export interface At {
  file: string;
  line: number;
}

/** Something to look at after an import: a guess to be checked, or what could not be carried over. */
export interface Leftover extends At {
  message: string;
  /** What the author does about it. */
  todo: string;
}

/** Why something cannot be imported at all. Nothing has been written then. */
export interface Refusal extends At {
  column: number;
  message: string;
  fix: string;
}

/** Collects what an import leaves to its author, in the order it is come across. */
export class Leftovers {
  readonly all: Leftover[] = [];

  add(at: At, message: string, todo: string): void {
    const same = (each: Leftover) => each.file === at.file && each.line === at.line && each.message === message;
    if (!this.all.some(same)) this.all.push({ file: at.file, line: at.line, message, todo });
  }
}

/** Refuses an import from within: caught at the door, where it becomes a value. */
export class ImportRefused extends Error {
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[]) {
    super(refusals.map(({ message }) => message).join('; '));
    this.name = 'ImportRefused';
    this.refusals = refusals;
  }
}
