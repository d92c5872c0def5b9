import { expect, test } from 'vitest';
import type { LessonLibrary } from '#lib/lesson/definition.ts';
import { wayThrough } from './way-through.ts';

const course = (slug: string, lessons: string[]) => ({
  slug,
  title: slug.toUpperCase(),
  summary: '',
  locale: 'en' as const,
  lessons,
  after: { courses: [], lessons: [] },
});
const library: Pick<LessonLibrary, 'courses' | 'list'> = {
  courses: () => [course('one', ['a', 'b']), course('two', ['b', 'c'])],
  list: (locale) =>
    ['a', 'b', 'c', 'd'].map((slug) => ({
      slug,
      title: slug,
      summary: '',
      minutes: 1,
      steps: 1,
      sandbox: true,
      locale,
    })),
};
const way = (lesson: string, named?: string) => {
  const { course: back, next } = wayThrough(library, lesson, 'en', named);
  return [back?.href, next?.href];
};

test('a lesson leads back to its course and on to the next lesson', () => {
  expect(way('a')).toEqual(['/en/courses/one', '/en/lessons/b']);
  expect(way('c')).toEqual(['/en/courses/two', undefined]);
});

test('in several courses, the address says which; else the first is meant', () => {
  expect(way('b')).toEqual(['/en/courses/one', undefined]);
  expect(way('b', 'two')).toEqual(['/en/courses/two', '/en/lessons/c']);
  expect(way('a', 'two')).toEqual(['/en/courses/one', '/en/lessons/b']);
  expect(way('b', '__proto__')).toEqual(['/en/courses/one', undefined]);
});

test('the next lesson stays in the course the address named', () => {
  const shared = { ...library, courses: () => [course('one', ['a', 'b']), course('two', ['a', 'b'])] };
  expect(wayThrough(shared, 'a', 'en', 'two').next?.href).toBe('/en/lessons/b?course=two');
});

test('a lesson of no course leads nowhere else', () => {
  expect(way('d')).toEqual([undefined, undefined]);
});
