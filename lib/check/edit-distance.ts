/** Edits (insert, delete, replace, swap neighbours) that turn `a` into `b`; anything above `limit` is reported as limit + 1. */
export function editDistance(a: string, b: string, limit = 2): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(at(last, j) + 1, at(row, j - 1) + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, at(before, j - 2) + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return Math.min(at(last, b.length), limit + 1);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

/** True when `typed` is probably `meant` with a slip of the fingers: close, but not the same, and not too short to tell. */
export function looksLike(typed: string, meant: string): boolean {
  if (typed === meant || typed.length < 3 || meant.length < 4) return false;
  const allowed = meant.length >= 6 ? 2 : 1;
  return editDistance(typed.toLowerCase(), meant.toLowerCase(), allowed) <= allowed;
}
