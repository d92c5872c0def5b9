/**
 * The three digits for a new lesson's folder: the next full ten behind the last of `names`, so that others fit between. Null when no
 * number is left behind it.
 */
export function nextLessonNumber(names: readonly string[]): string | null {
  const last = Math.max(0, ...names.map((name) => Number(/^\d{3}(?=-)/.exec(name)?.[0] ?? 0)));
  const next = last < 990 ? Math.floor(last / 10) * 10 + 10 : last + 1;
  return next > 999 ? null : String(next).padStart(3, '0');
}
