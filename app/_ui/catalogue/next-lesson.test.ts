import { expect, test } from 'vitest';
import type { CourseSummary, LessonSummary } from '#lib/lesson/model.ts';
import { nextLesson } from './next-lesson.ts';
import type { Standing } from './standing.ts';

const lesson = (slug: string): LessonSummary => ({
  slug,
  title: slug.toUpperCase(),
  summary: '',
  minutes: 10,
  steps: 2,
  sandbox: true,
  locale: 'en',
});
const course = (slug: string, lessons: string[]): CourseSummary => ({
  slug,
  title: slug,
  summary: '',
  locale: 'en',
  lessons,
  after: { courses: [], lessons: [] },
});
const first = course('first', ['a', 'b', 'c']);
const second = course('second', ['d', 'b']);
/** Folders in another order than the courses, and one lesson of no course. */
const lessons = ['extra', 'd', 'a', 'b', 'c'].map(lesson);

function next(done: Record<string, number>, last: Standing['last'] = null, only?: CourseSummary) {
  const found = nextLesson({ courses: [first, second], lessons, done, last }, only);
  return found && [found.how, found.lesson.slug, found.course?.slug, found.step];
}

test('somebody new starts with the first lesson of the first course', () => {
  expect(next({})).toEqual(['start', 'a', 'first', null]);
});

test('a lesson that was opened is where one was, even with nothing done in it', () => {
  expect(next({}, { lesson: 'c', step: 1 })).toEqual(['continue', 'c', 'first', 1]);
  expect(next({ a: 2, b: 1 }, { lesson: 'b', step: 2 })).toEqual(['continue', 'b', 'first', 2]);
});

test('after a lesson comes what follows in its course, not what was skipped', () => {
  expect(next({ b: 2 }, { lesson: 'b', step: 2 })).toEqual(['next', 'c', 'first', null]);
  expect(next({ b: 2, c: 1 }, { lesson: 'b', step: 2 })).toEqual(['continue', 'c', 'first', null]);
});

test('after the last lesson of a course comes what was skipped, then the next course, then lessons of none', () => {
  expect(next({ b: 2, c: 2 }, { lesson: 'c', step: 2 })).toEqual(['next', 'a', 'first', null]);
  expect(next({ a: 2, b: 2, c: 2 }, { lesson: 'c', step: 2 })).toEqual(['next', 'd', 'second', null]);
  expect(next({ a: 2, b: 2, c: 2, d: 2 }, { lesson: 'd', step: 2 })).toEqual(['next', 'extra', undefined, null]);
  expect(next({ a: 2, b: 2, c: 2, d: 2, extra: 2 }, { lesson: 'd', step: 2 })).toBeNull();
});

test('a place that is gone counts for nothing', () => {
  expect(next({}, { lesson: 'gone', step: 1 })).toEqual(['start', 'a', 'first', null]);
});

test('within one course only its lessons count', () => {
  expect(next({ a: 2 }, { lesson: 'a', step: 2 }, second)).toEqual(['start', 'd', 'second', null]);
  expect(next({}, { lesson: 'b', step: 1 }, second)).toEqual(['continue', 'b', 'second', 1]);
  expect(next({ b: 2, d: 2 }, { lesson: 'a', step: 1 }, second)).toBeNull();
});
