/** Uids of one sandbox. */
const size = 65_536;
/** Above every ordinary user and above the ranges that /etc/subuid hands out by default (100000 to about 600 million). */
const first = 1_000_013_824;
const last = 2_900_000_000;

/** The first uid of the lowest private range that `taken` (first uids of ranges in use) leaves free. */
export function freeUidBase(taken: Iterable<number>): number {
  const used = new Set(taken);
  for (let base = first; base < last; base += size) {
    if (!used.has(base)) return base;
  }
  throw new RangeError('Every uid range is in use.');
}
