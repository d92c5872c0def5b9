import { type Clock, type SetupPart, systemClock } from '#lib/base/index.ts';
import type { SetupDisplay } from './display/display.ts';
import { type Outcome, succeeded } from './outcome.ts';

/** Two at a time: more would only share the same processors and disk. */
const parallel = 2;

/**
 * Runs parts in the order of their needs, two at a time, and tells `display` about each. A part that fails does not stop the
 * others; those that need it are blocked. Resolves with every part's outcome, also when some failed.
 * Rejects with the signal's reason when aborted (running parts have ended by then), and with an Error for a need that is unknown
 * or goes in a circle.
 */
export async function runParts(
  parts: readonly SetupPart[],
  display: SetupDisplay,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<Map<string, Outcome>> {
  refuseUnorderable(parts);
  const outcomes = new Map<string, Outcome>();
  const running = new Map<string, Promise<void>>();
  const end = (part: SetupPart, outcome: Outcome): void => {
    outcomes.set(part.id, outcome);
    display.ended(part, outcome);
  };
  while (outcomes.size < parts.length) {
    if (!signal.aborted) {
      for (const part of parts) {
        if (outcomes.has(part.id) || running.has(part.id)) continue;
        const unmet = part.needs.find((need) => outcomes.has(need) && !succeeded(outcomes.get(need)));
        if (unmet) end(part, { is: 'blocked', by: unmet });
        else if (running.size < parallel && part.needs.every((need) => outcomes.has(need))) {
          const run = runPart(part, display, signal, clock).then((outcome) => {
            running.delete(part.id);
            end(part, outcome);
          });
          running.set(part.id, run);
        }
      }
    }
    if (running.size > 0) await Promise.race(running.values());
    else if (signal.aborted) break;
  }
  signal.throwIfAborted();
  return outcomes;
}

async function runPart(part: SetupPart, display: SetupDisplay, signal: AbortSignal, clock: Clock): Promise<Outcome> {
  const began = clock.now();
  try {
    if (await part.fresh()) return { is: 'fresh', ms: clock.now() - began };
    signal.throwIfAborted();
    display.started(part);
    await part.run((text, fraction) => display.progress(part, text, fraction), signal);
    return { is: 'done', ms: clock.now() - began };
  } catch (error) {
    if (signal.aborted) return { is: 'stopped', ms: clock.now() - began };
    return { is: 'failed', ms: clock.now() - began, error };
  }
}

/** A need that no part fulfils, or a circle, would wait for ever: both are mistakes in the code and said at once. */
function refuseUnorderable(parts: readonly SetupPart[]): void {
  const known = new Set(parts.map((part) => part.id));
  if (known.size !== parts.length) throw new Error('Two parts of setting up have the same id.');
  const placed = new Set<string>();
  let waiting = [...parts];
  while (waiting.length > 0) {
    const next = waiting.filter((part) => !part.needs.every((need) => placed.has(need)));
    if (next.length === waiting.length) {
      throw new Error(
        `Parts that can never run: ${next.map((part) => `${part.id} (needs ${part.needs.join(', ')})`).join('; ')}.`,
      );
    }
    for (const part of waiting) if (!next.includes(part)) placed.add(part.id);
    waiting = next;
  }
}
