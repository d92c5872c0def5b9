import 'server-only';
import type { Locale } from '#lib/base/index.ts';
import type { Standing } from '../_ui/catalogue/standing.ts';
import { learner } from './learner.ts';
import { runtime } from './runtime.ts';

/** Everything there is to learn, and how far the learner of this request has come. */
export async function standing(locale: Locale): Promise<Standing> {
  const { lessons, progress, lastPlace } = runtime();
  const list = lessons.list(locale);
  const who = await learner();
  const [rows, place] = await Promise.all([progress(who), lastPlace(who)]);
  const stepsOf = (lesson: string) =>
    list.some(({ slug }) => slug === lesson) ? lessons.definition(lesson).steps.map(({ id }) => id) : [];
  // Steps that an author has removed since are still in the store; they are no progress in what there is now.
  const done = Object.fromEntries(
    rows.map((row) => [row.lesson, stepsOf(row.lesson).filter((id) => row.done.includes(id)).length]),
  );
  const last = place && { lesson: place.lesson, step: Math.max(0, stepsOf(place.lesson).indexOf(place.step)) + 1 };
  return { courses: lessons.courses(locale), lessons: list, done, last };
}
