import { evaluateStep, type StepMemory } from './evaluate-step.ts';
import type { Check, Observation } from './model.ts';

/** How much of a list is shown when nothing in it is about the check. */
const fewest = 5;

/**
 * The part of an observation that a check looked at, for authors: what its kind read of it, narrowed to what mentions the names and
 * values the check expects, and to the latest few where nothing does.
 */
export function whatItSaw(check: Check, observation: Observation, memory: StepMemory): Partial<Observation> {
  const read = new Set<string>();
  const watched = new Proxy(observation, {
    get(target, key) {
      if (typeof key === 'string') read.add(key);
      return Reflect.get(target, key);
    },
  });
  // As if it had not passed yet and needed nothing, or it would not look.
  evaluateStep([{ ...check, needs: [] }], watched, { ...memory, passed: {} });
  const words = wordsIn(check.expected);
  // Logs and changes are kept by id: what mentions the container's name leads to them.
  const found = [...observation.containers, ...observation.images].filter((item) => mentions(item, words));
  const all = [...words, ...found.map(({ id }) => id)];
  const seen = [...read]
    .filter((key) => key !== 'at' && key in observation)
    .map((key) => [key, narrowed(Reflect.get(observation, key), all)] as const);
  return Object.fromEntries(seen);
}

function narrowed(part: unknown, words: readonly string[]): unknown {
  if (Array.isArray(part)) {
    const about = part.filter((item) => mentions(item, words));
    return about.length > 0 ? about.slice(-4 * fewest) : part.slice(-fewest);
  }
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part);
  const about = entries.filter((entry) => mentions(entry, words));
  return Object.fromEntries(about.length > 0 ? about : entries.slice(-fewest));
}

function mentions(item: unknown, words: readonly string[]): boolean {
  const text = JSON.stringify(item) ?? '';
  return words.some((word) => text.includes(word));
}

/** Every text and number a check expects, as it would stand in JSON; a single letter says nothing. */
function wordsIn(expected: unknown): string[] {
  if (typeof expected === 'number') return [String(expected)];
  if (typeof expected === 'string') return expected.length > 1 ? [JSON.stringify(expected).slice(1, -1)] : [];
  if (typeof expected !== 'object' || expected === null) return [];
  return Object.values(expected).flatMap(wordsIn);
}
