/**
 * True when the whole text is what the pattern says; `*` stands for any text, also none. Everything else is itself. Takes time
 * in proportion to pattern × text at most, whatever an author writes.
 */
export function fitsPattern(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (!text.startsWith(first)) return false;
  if (rest.length === 0) return text === first;
  const last = rest.pop() ?? '';
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** True when the pattern fits somewhere in the text; on one line of it, since `*` does not reach over the end of a line. */
export function occurs(pattern: string, text: string): boolean {
  if (!pattern.includes('*')) return text.includes(pattern);
  return text.split('\n').some((line) => fitsPattern(`*${pattern}*`, line));
}

/** Like {@link occurs}, but large and small letters, and runs of spaces, are the same: for near misses. */
export function nearlyOccurs(pattern: string, text: string): boolean {
  const plain = (each: string) => each.toLowerCase().replaceAll(/[ \t]+/g, ' ');
  return occurs(plain(pattern), plain(text));
}
