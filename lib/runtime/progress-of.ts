import type { LessonProgress } from './runtime.ts';

/** Rows of done steps as progress per lesson, in the order lessons were first touched. */
export function progressOf(rows: readonly { lesson: string; step: string; at: number }[]): LessonProgress[] {
  const lessons = new Map<string, LessonProgress>();
  for (const { lesson, step, at } of rows) {
    const known = lessons.get(lesson) ?? { lesson, done: [], at };
    known.done.push(step);
    known.at = Math.max(known.at, at);
    lessons.set(lesson, known);
  }
  return [...lessons.values()];
}
