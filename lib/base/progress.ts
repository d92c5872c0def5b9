/** Says how far a long part has come: a short text and, when known, a fraction from 0 to 1. */
export type Report = (text: string, fraction?: number) => void;

/** A part of setting up (dependencies, engine, sandbox image, app…), skipped when its inputs did not change. */
export interface SetupPart {
  id: string;
  /** What a person reads while it runs: "Sandbox root file system". */
  title: string;
  /** Ids of parts that must be done first. */
  needs: readonly string[];
  /** True when the result of the last run is there and was made from the same inputs. */
  fresh(): Promise<boolean>;
  run(report: Report, signal: AbortSignal): Promise<void>;
}
