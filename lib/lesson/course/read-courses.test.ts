import { expect, test } from 'vitest';
import { lessonFixture, lessonText } from '#tests/support/lesson-fixture.ts';
import { formatProblem, lintLessons } from '../index.ts';
import { courseSummaries } from './course-views.ts';
import { readCourses } from './read-courses.ts';

const head = 'title:\n  en: One\n  zh-CN: 一\nsummary:\n  en: The first.\n  zh-CN: 第一个。\n';
const good = `${head}lessons:\n  - a\n  - b\n`;
const lessons = { '010-a/lesson.mdx': lessonText(), '020-b/lesson.mdx': lessonText() };

/** Mistakes in courses/010-one.yaml, as its author reads them. */
async function lint(yaml: string, more: Record<string, string> = {}): Promise<string[]> {
  await using fixture = await lessonFixture({ ...lessons, '../courses/010-one.yaml': yaml, ...more });
  return (await lintLessons(fixture.content)).problems.map(formatProblem);
}

test('a good course has no mistakes, and no courses are none', async () => {
  expect(await lint(good)).toEqual([]);
  await using fixture = await lessonFixture(lessons);
  expect(await readCourses(fixture.content, ['a'])).toEqual({ courses: [], problems: [] });
});

test.each([
  ['no YAML', 'title: [', /^courses\/010-one\.yaml:\d:\d+ COURSE_INVALID .+ — write it as YAML/],
  ['an empty file', '', /^courses\/010-one\.yaml:1:1 COURSE_INVALID .* — write title, summary and lessons$/],
  [
    'a key that is not there',
    `${good}minutes: 5\n`,
    /:10:1 COURSE_INVALID there is no key "minutes" here — write title,/,
  ],
  [
    'a key in another place',
    `${good}after:\n  course: [a]\n`,
    /:11:3 COURSE_INVALID .*"course" here — write courses or less/,
  ],
  ['a key twice', `${good}lessons:\n  - a\n`, /:10:1 COURSE_INVALID Map keys must be unique — /],
  [
    'a language that is not there',
    good.replace('zh-CN: 一', 'zh: 一'),
    /:3:3 COURSE_INVALID .*"zh" here — write a language: en/,
  ],
  [
    'a title without languages',
    good.replace('\n  en: One\n  zh-CN: 一', ' One'),
    /:1:8 COURSE_INVALID title: .* — write title: and/,
  ],
  [
    'no text in the default language',
    good.replace('  en: One\n', ''),
    /:1:1 COURSE_INVALID "title\.en" is missing — write title:/,
  ],
  ['no lessons', `${head}lessons: []\n`, /:7:1 COURSE_INVALID lessons: .* — write lessons: and below it/],
  ['lessons missing', head, /:1:1 COURSE_INVALID "lessons" is missing — write lessons:/],
  [
    'a lesson that is no name',
    good.replace('- b', '- 020 B'),
    /:9:5 COURSE_INVALID lessons\.1: a name as in the address.* — write les/,
  ],
  [
    'a lesson that is not there',
    good.replace('- b', '- c'),
    /:9:5 LESSON_UNKNOWN there is no lesson "c" — write the lesson, or remove/,
  ],
  ['a lesson twice', good.replace('- b', '- a'), /:9:5 ID_TWICE "a" is listed twice — remove one/],
  [
    'a course that is not there',
    `${good}after:\n  courses: [two]\n`,
    /:11:13 COURSE_UNKNOWN there is no course "two" — /,
  ],
  [
    'a course after itself',
    `${good}after:\n  courses:\n    - one\n`,
    /:12:7 COURSE_CIRCLE the course comes after itself — /,
  ],
  [
    'a course after its own lesson',
    `${good}after:\n  lessons: [b]\n`,
    /:11:13 COURSE_CIRCLE "b" is a lesson of this course — /,
  ],
  [
    'no translation',
    good.replace('  zh-CN: 一\n', ''),
    /:1:1 TRANSLATION_MISSING the title is not translated into zh-CN — add/,
  ],
])('%s is told with line, column and fix', async (_title, yaml, expected) => {
  const problems = await lint(yaml);
  expect(problems.join('\n')).toMatch(expected);
  expect(problems).toHaveLength(1);
});

test('a name that is nearly right is told', async () => {
  const problems = await lint(good.replace('- b', '- helo-world'), { '030-hello-world/lesson.mdx': lessonText() });
  expect(problems.join()).toMatch(/LESSON_UNKNOWN .* — write hello-world$/);
});

test('courses that come after each other, odd file names and one name twice', async () => {
  const after = (course: string) => `${good}after:\n  courses: [${course}]\n`;
  const circle = await lint(after('two'), {
    '../courses/020-two.yaml': after('three'),
    '../courses/030-three.yaml': after('one'),
  });
  expect(circle).toHaveLength(3);
  expect(circle[0]).toMatch(/^courses\/010-one\.yaml:11:13 COURSE_CIRCLE "two" itself comes after "one" — remove two/);
  expect((await lint(good, { '../courses/two.yml': good })).join()).toMatch(
    /^courses\/two\.yml:1:1 FOLDER_NAME .* — call it 010-/,
  );
  expect((await lint(good, { '../courses/020-one.yaml': good })).join()).toMatch(
    /020-one\.yaml:1:1 ID_TWICE two courses/,
  );
});

test('the site shows what is there, in the reader’s language where it is', async () => {
  await using fixture = await lessonFixture({
    '../courses/010-one.yaml': `${good.replace('- a', '- gone\n  - a')}after:\n  courses: [empty]\n  lessons: [c, gone, a]\n`,
    '../courses/020-empty.yaml': `${head}lessons: [gone]\n`,
    '../courses/030-english.yaml': `title:\n  en: Three\nsummary:\n  en: The third.\nlessons: [b]\nafter: { courses: [one, english] }\n`,
  });
  const { courses } = await readCourses(fixture.content, []);
  expect(courseSummaries(courses, new Set(['a', 'b', 'c']), 'zh-CN')).toEqual([
    {
      slug: 'one',
      title: '一',
      summary: '第一个。',
      locale: 'zh-CN',
      lessons: ['a', 'b'],
      after: { courses: [], lessons: ['c'] },
    },
    {
      slug: 'english',
      title: 'Three',
      summary: 'The third.',
      locale: 'en',
      lessons: ['b'],
      after: { courses: ['one'], lessons: [] },
    },
  ]);
});
