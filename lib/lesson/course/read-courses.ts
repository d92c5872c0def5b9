import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { looksLike } from '#lib/check/index.ts';
import { type LessonProblem, Problems } from '../source/problem.ts';
import { type CourseSource, readCourse } from './read-course.ts';

/** Names of course files: a number for the order, then the slug. */
const fileName = /^\d{3}-([a-z0-9][a-z0-9-]{0,63})\.yaml$/;

/**
 * Reads every course below `contentFolder` in order, and notes every mistake in their files. `lessons` are the slugs of all lessons
 * there are. Courses that cannot be read are left out; lessons and courses that are named and not there are noted, and kept.
 */
export async function readCourses(
  contentFolder: string,
  lessons: readonly string[],
): Promise<{ courses: CourseSource[]; problems: LessonProblem[] }> {
  const folder = join(contentFolder, 'courses');
  const all: LessonProblem[] = [];
  const read: { course: CourseSource; problems: Problems }[] = [];
  const slugs: string[] = [];
  for (const name of (await readdir(folder).catch(() => [])).filter((each) => !each.startsWith('.')).sort()) {
    const problems = new Problems(`courses/${name}`, all);
    const slug = fileName.exec(name)?.[1];
    if (slug === undefined) {
      const fix = 'call it 010-my-course.yaml: three digits, then lower-case words';
      problems.add(undefined, 'FOLDER_NAME', 'the file’s name has no number, odd letters or another ending', fix);
      continue;
    }
    if (slugs.includes(slug)) {
      problems.add(undefined, 'ID_TWICE', `two courses are called "${slug}"`, 'rename one file');
      continue;
    }
    slugs.push(slug);
    const course = readCourse(slug, await readFile(join(folder, name), 'utf8'), problems);
    if (course) read.push({ course, problems });
  }
  const courses = read.map(({ course }) => course);
  for (const { course, problems } of read) {
    compareNames(course, ['lessons'], lessons, 'lesson', problems);
    compareNames(course, ['after', 'lessons'], lessons, 'lesson', problems);
    compareNames(course, ['after', 'courses'], slugs, 'course', problems);
    for (const [index, before] of course.after.courses.entries()) {
      if (before !== course.slug && !leadsTo(before, course.slug, courses)) continue;
      problems.drift(
        course.at(['after', 'courses', index]),
        'COURSE_CIRCLE',
        before === course.slug ? 'the course comes after itself' : `"${before}" itself comes after "${course.slug}"`,
        `remove ${before}, here or there`,
      );
    }
    for (const [index, before] of course.after.lessons.entries()) {
      if (!course.lessons.includes(before)) continue;
      problems.drift(
        course.at(['after', 'lessons', index]),
        'COURSE_CIRCLE',
        `"${before}" is a lesson of this course`,
        'remove it here; the order of the lessons says it already',
      );
    }
  }
  return { courses, problems: all };
}

/** Notes names in one of a course's lists that nobody has, or that stand there twice. */
function compareNames(
  course: CourseSource,
  path: readonly ['lessons'] | readonly ['after', 'lessons' | 'courses'],
  known: readonly string[],
  what: 'lesson' | 'course',
  problems: Problems,
): void {
  const names = path[0] === 'lessons' ? course.lessons : course.after[path[1]];
  for (const [index, name] of names.entries()) {
    const place = course.at([...path, index]);
    if (names.indexOf(name) < index)
      problems.drift(place, 'ID_TWICE', `"${name}" is listed twice`, 'remove one of them');
    else if (!known.includes(name)) {
      const meant = known.find((each) => looksLike(name, each));
      const fix = meant ? `write ${meant}` : `write the ${what}, or remove the line; until then the site leaves it out`;
      problems.drift(place, `${what.toUpperCase()}_UNKNOWN`, `there is no ${what} "${name}"`, fix);
    }
  }
}

/** True when `from` comes, directly or not, after `target`. */
function leadsTo(from: string, target: string, courses: readonly CourseSource[], seen = new Set<string>()): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  const before = courses.find(({ slug }) => slug === from)?.after.courses ?? [];
  return before.some((each) => each === target || leadsTo(each, target, courses, seen));
}
