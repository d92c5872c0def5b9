/** How a part of setting up ended. `fresh`: nothing had to be done. `stopped`: it was asked to end before it had. `blocked`: a part it needs did not succeed. */
export type Outcome =
  | { is: 'fresh'; ms: number }
  | { is: 'done'; ms: number }
  | { is: 'stopped'; ms: number }
  | { is: 'failed'; ms: number; error: unknown }
  | { is: 'blocked'; by: string };

/** True when the part's result is there. */
export function succeeded(outcome: Outcome | undefined): boolean {
  return outcome?.is === 'fresh' || outcome?.is === 'done';
}
