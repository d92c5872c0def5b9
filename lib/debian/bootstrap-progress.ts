import type { Report } from '../base/index.ts';

/** Shares of the whole by the clock, as measured: fetching 15 %, unpacking and setting up 80 %, tidying 5 %. */
const phases: { starts: RegExp; from: number; to: number; text: string }[] = [
  { starts: /^I: running apt-get update/, from: 0, to: 0.05, text: 'reading package lists' },
  { starts: /^I: downloading packages/, from: 0.05, to: 0.1, text: 'fetching the base system' },
  { starts: /^I: extracting archives/, from: 0.1, to: 0.15, text: 'unpacking the base system' },
  { starts: /^I: installing essential packages/, from: 0.15, to: 0.4, text: 'setting up the base system' },
  { starts: /^I: installing remaining packages/, from: 0.4, to: 0.95, text: 'installing' },
  { starts: /^I: running --customize-hook/, from: 0.95, to: 0.98, text: 'tidying' },
  { starts: /^I: cleaning package lists/, from: 0.98, to: 1, text: 'tidying' },
];

/** Turns mmdebstrap's verbose lines into progress: a phase, and within it packages done of those announced. */
export function bootstrapProgress(report: Report): (line: string) => void {
  let phase = phases[0];
  let total = 0;
  let done = 0;
  return (line) => {
    const next = phases.find((candidate) => candidate.starts.test(line));
    if (next) {
      phase = next;
      done = 0;
    }
    // Every package is fetched, unpacked and set up: three lines each.
    const announced = /(\d+) newly installed/.exec(line)?.[1];
    if (announced) total = Number(announced) * 3;
    const step = /^(?:Get:\d+ \S+ \S+ \S+ (\S+)|Unpacking (\S+)|Setting up (\S+))/.exec(line);
    if (step) done += 1;
    if (!phase || (!next && !step)) return;
    const within = total > 0 ? Math.min(1, done / total) : 0;
    const name = step?.[1] ?? step?.[2] ?? step?.[3];
    report(name ? `${phase.text}: ${name}` : phase.text, phase.from + (phase.to - phase.from) * within);
  };
}
