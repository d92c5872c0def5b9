/** What a scripted command may touch: its words, its streams, its folder and the machine it runs on. */
export interface FakeProcess {
  /** The command's name and arguments. */
  readonly words: readonly string[];
  readonly stdin: string;
  readonly cwd: string;
  /** Columns and rows of the terminal; null without one. */
  readonly size: { cols: number; rows: number } | null;
  readonly signal: AbortSignal;
  /** Resolves when there is room for more. */
  stdout(text: string): Promise<void>;
  stderr(text: string): Promise<void>;
}

/** A scripted command; resolves with its exit code. Ends early when the signal says so. */
export type FakeCommand = (process: FakeProcess) => Promise<number>;
