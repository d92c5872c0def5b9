import { parseCheck } from '#lib/check/index.ts';

/** A check somebody probably meant: its kind and attributes, as they are written in a lesson. */
export interface Guess {
  kind: string;
  attributes: Record<string, string>;
}

/** A guess, or null when the values it would have are none the kind takes. */
export function guess(kind: string, attributes: Record<string, string | null | undefined>): Guess | null {
  const given = Object.fromEntries(
    Object.entries(attributes).filter(([, value]) => typeof value === 'string' && value !== ''),
  );
  const found: Guess = { kind, attributes: given as Record<string, string> };
  // Values with shell in them say nothing.
  if (Object.values(found.attributes).some((value) => /[$`]/.test(value))) return null;
  return 'check' in parseCheck({ id: 'guess', ...found }) ? found : null;
}

/** A container or image that is named by one word: what has a colon or a slash is an image. */
export function named(word: string | null | undefined): { name?: string; image?: string } {
  if (!word) return {};
  if (/[:/]/.test(word)) return { image: word };
  return { name: word };
}

/** A search pattern as plain text; null when it is more than that. `.*` becomes the `*` of checks. */
export function plainText(pattern: string | null | undefined): string | null {
  if (!pattern) return null;
  const text = pattern
    .replace(/^\^|\$$/g, '')
    .replaceAll('.*', '*')
    .replaceAll(/\\([.*])/g, '$1');
  return /[\\[\](){}|+?^]/.test(text) || text === '' ? null : text;
}

/** What `grep` looks for in a pipeline, in order, and whether one of them must not be found. */
export function greps(commands: readonly string[][]): { patterns: string[]; inverted: boolean } {
  const patterns: string[] = [];
  let inverted = false;
  for (const [program = '', ...words] of commands) {
    if (!/^[ef]?grep$/.test(program)) continue;
    if (words.some((word) => /^-\w*v/.test(word))) inverted = true;
    const at = words.indexOf('-e');
    const pattern = at >= 0 ? words[at + 1] : words.find((word) => !word.startsWith('-'));
    if (pattern !== undefined) patterns.push(pattern);
  }
  return { patterns, inverted };
}

/** Splits words of a command into flags and what is left. `valued` are flags that take the next word. */
export function flagsOf(
  words: readonly string[],
  valued: ReadonlySet<string>,
  onlyBefore = false,
): { flags: Map<string, string[]>; rest: string[] } {
  const flags = new Map<string, string[]>();
  const rest: string[] = [];
  const add = (flag: string, value: string) => flags.set(flag, [...(flags.get(flag) ?? []), value]);
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (onlyBefore && rest.length > 0) rest.push(word);
    else if (/^--[^=]+=/.test(word)) add(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1));
    else if (/^--./.test(word)) add(word, valued.has(word) ? (words[++index] ?? '') : '');
    else if (/^-./.test(word)) {
      // `-dp 80:80` is -d and -p; the last of them may take a value.
      const letters = [...word.slice(1)];
      for (const [at, letter] of letters.entries()) {
        const takes = valued.has(`-${letter}`);
        const attached = letters.slice(at + 1).join('');
        add(`-${letter}`, takes ? attached || (words[++index] ?? '') : '');
        if (takes) break;
      }
    } else rest.push(word);
  }
  return { flags, rest };
}
