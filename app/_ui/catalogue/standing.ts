import type { CourseSummary, LessonSummary } from '#lib/lesson/model.ts';

/** What there is to learn, in one language, and how far one learner has come. */
export interface Standing {
  courses: CourseSummary[];
  /** Every lesson, also those of no course. */
  lessons: LessonSummary[];
  /** Steps done, by lesson slug; missing for lessons in which none is. */
  done: Record<string, number>;
  /** The lesson the learner was in last, and the number of the step, counted from 1; null for somebody new. */
  last: { lesson: string; step: number } | null;
}

/** The lessons of a course, in its order. */
export function lessonsOf({ lessons }: Standing, course: CourseSummary): LessonSummary[] {
  return course.lessons.flatMap((slug) => lessons.find((lesson) => lesson.slug === slug) ?? []);
}

/** True when every step of the lesson is done. */
export function isDone({ done }: Standing, { slug, steps }: LessonSummary): boolean {
  return (done[slug] ?? 0) >= steps;
}

/** Minutes, steps and done steps of several lessons together. */
export function totalOf(
  { done }: Standing,
  lessons: readonly LessonSummary[],
): { minutes: number; steps: number; done: number } {
  const sum = (value: (lesson: LessonSummary) => number) => lessons.reduce((total, lesson) => total + value(lesson), 0);
  return {
    minutes: sum(({ minutes }) => minutes),
    steps: sum(({ steps }) => steps),
    done: sum(({ slug }) => done[slug] ?? 0),
  };
}
