import type { CourseSummary, LessonSummary } from '#lib/lesson/model.ts';
import { isDone, lessonsOf, type Standing } from './standing.ts';

/** Where the one button of a page leads. `step` is where the learner was in it, when that is known. */
export interface NextLesson {
  lesson: LessonSummary;
  course: CourseSummary | null;
  /** `start`: nothing has been opened yet; `continue`: in the middle of it; `next`: the lesson before it is done. */
  how: 'start' | 'continue' | 'next';
  step: number | null;
}

/**
 * The lesson that is next for a learner: the one they were in, unless it is done; then what follows in its course; then the first
 * that is not done, in the order of the courses. With `only`, within that course. Null when everything is done.
 */
export function nextLesson(standing: Standing, only?: CourseSummary): NextLesson | null {
  const { courses, last } = standing;
  const places = (only ? [only] : courses).flatMap((course) =>
    lessonsOf(standing, course).map((lesson) => ({ lesson, course: course as CourseSummary | null })),
  );
  const inCourse = new Set(courses.flatMap((course) => course.lessons));
  if (!only)
    places.push(
      ...standing.lessons.filter(({ slug }) => !inCourse.has(slug)).map((lesson) => ({ lesson, course: null })),
    );
  const open = places.filter(({ lesson }) => !isDone(standing, lesson));
  const at = places.findIndex(({ lesson }) => lesson.slug === last?.lesson);
  const here = places[at];
  if (here && open.includes(here)) return { ...here, how: 'continue', step: last?.step ?? null };
  const following = here && open.find((place) => place.course === here.course && places.indexOf(place) > at);
  const place = following ?? open[0];
  if (!place) return null;
  const begun = places.some(({ lesson }) => (standing.done[lesson.slug] ?? 0) > 0);
  if (!here && !begun) return { ...place, how: 'start', step: null };
  return { ...place, how: (standing.done[place.lesson.slug] ?? 0) > 0 ? 'continue' : 'next', step: null };
}
