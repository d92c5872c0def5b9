import { expect, test } from 'vitest';
import { nextLessonNumber } from './next-lesson-number.ts';

test.each([
  [[], '010'],
  [['000-a', '035-b'], '040'],
  [['980-a'], '990'],
  [['990-a'], '991'],
  [['998-a'], '999'],
  [['999-a'], null],
])('behind %j comes %s', (names, next) => {
  expect(nextLessonNumber(names)).toBe(next);
});
