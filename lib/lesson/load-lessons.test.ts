import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codeOf, silentLogger } from '#lib/base/index.ts';
import { lessonFixture, lessonText } from '#tests/support/lesson-fixture.ts';
import { loadLessons } from './load-lessons.ts';

const secret = `
<Quiz id="q" question="Which?">
<Option id="first">One<Why>Because one.</Why></Option>
<Option id="second" right>Two<Why>Because two.</Why></Option>
</Quiz>

<Break id="hidden-break" check="pulled" says="check.typo">

\`\`\`sh
docker pull secret-break
\`\`\`

</Break>

![A drawing](flow.svg)
`;
const svg = '<svg viewBox="0 0 9 9"><text>english-drawing</text></svg>';
const translation = `---\ntitle: 例\nsummary: 一个例子。\n---\n\n`;

async function load(files: Record<string, string>) {
  const fixture = await lessonFixture(files);
  const options = { contentFolder: fixture.content, cacheFolder: fixture.cache, logger: silentLogger };
  return {
    fixture,
    lessons: await loadLessons(options),
    again: () => loadLessons(options),
    [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose](),
  };
}

test('what the server knows and what the page may know', async () => {
  await using loaded = await load({
    '010-a/lesson.mdx': lessonText(secret),
    '010-a/flow.svg': svg,
    '010-a/files/app/x.txt': 'X',
  });
  const { lessons } = loaded;
  expect(lessons.problems).toEqual([]);
  expect(lessons.definition('a')).toMatchObject({
    slug: 'a',
    images: ['hello-world:latest'],
    sandbox: true,
    steps: [
      {
        id: 'pull',
        solution: ['docker pull hello-world && echo secret-solution'],
        alternatives: [['docker run hello-world secret-alternative']],
        breaks: [{ id: 'hidden-break', check: 'pulled', says: 'check.typo', commands: ['docker pull secret-break'] }],
        checks: [
          { id: 'pulled', kind: 'image-exists', mode: 'once', needs: [], expected: { image: 'hello-world' } },
          { id: 'q', kind: 'quiz-answered', expected: { right: 'second' } },
        ],
      },
    ],
    files: [{ path: 'app/x.txt' }],
  });
  expect(lessons.solution('a', 'pull', 'en').markdown).toBe(
    '```sh\ndocker pull hello-world && echo secret-solution\n```\n',
  );
  const page = await lessons.page('a', 'en');
  expect(page).toMatchObject({
    slug: 'a',
    title: 'Sample',
    minutes: 5,
    steps: 1,
    locale: 'en',
    images: ['hello-world:latest'],
  });
  expect(page.stepViews).toEqual([
    {
      id: 'pull',
      title: 'Pull it',
      checks: [
        { id: 'pulled', title: { id: 'check.image-exists.title', values: { image: 'hello-world:latest' } } },
        { id: 'q', title: { id: 'check.quiz-answered.title' } },
      ],
      hints: 1,
      hasSolution: true,
    },
  ]);
});

test('solutions, breaks, expectations and right answers never reach the page', async () => {
  await using loaded = await load({ '010-a/lesson.mdx': lessonText(secret), '010-a/flow.svg': svg });
  const { code } = await loaded.lessons.page('a', 'en');
  for (const shown of ['Words before', 'One hint', 'Because one', 'english-drawing', 'docker pull hello-world'])
    expect(code).toContain(shown);
  for (const hidden of ['secret', 'hidden-break', 'image-exists', 'check.typo', 'pulled', 'right', 'Check', 'Break'])
    expect(code).not.toContain(hidden);
});

test('a page in a language without translation says which language it is', async () => {
  await using loaded = await load({ '010-a/lesson.mdx': lessonText() });
  expect((await loaded.lessons.page('a', 'zh-CN')).locale).toBe('en');
  expect(loaded.lessons.list('zh-CN')[0]).toMatchObject({ title: 'Sample', locale: 'en' });
});

test('steps that are not translated come in the default language', async () => {
  const two = `${lessonText()}\n${lessonText().split('---\n')[2]?.replace('id="pull" title="Pull it"', 'id="run" title="Run it"')}`;
  const translated = `${translation}<Step id="pull" title="拉取">\n\n中文。\n\n![图](flow.svg)\n\n<Hint>提示。</Hint>\n\n</Step>\n`;
  await using loaded = await load({
    '010-a/lesson.mdx': two,
    '010-a/lesson.zh-CN.mdx': translated,
    '010-a/flow.svg': svg,
    '010-a/flow.zh-CN.svg': svg.replace('english', 'chinese'),
  });
  const page = await loaded.lessons.page('a', 'zh-CN');
  expect(page).toMatchObject({ title: '例', locale: 'zh-CN' });
  expect(page.stepViews.map(({ title }) => title)).toEqual(['拉取', 'Run it']);
  expect(page.code).toContain('中文');
  expect(page.code).toContain('chinese-drawing');
  expect(page.code).toContain('Words before');
  expect(page.code).toContain('lang:"en"');
});

test('a bad translation gives way to the default language, a bad lesson only takes itself out', async () => {
  await using loaded = await load({
    '010-a/lesson.mdx': lessonText(),
    '010-a/lesson.zh-CN.mdx': `${translation}<Step id="pull" title="拉取">\n\n{1}\n\n</Step>\n`,
    '020-b/lesson.mdx': lessonText('<Nonsense />'),
  });
  expect(loaded.lessons.list('en').map(({ slug }) => slug)).toEqual(['a']);
  expect(loaded.lessons.list('zh-CN')[0]?.locale).toBe('en');
  expect([...new Set(loaded.lessons.problems.map(({ file }) => file))]).toEqual([
    '010-a/lesson.zh-CN.mdx',
    '020-b/lesson.mdx',
  ]);
});

test('courses hold the lessons that can be taught', async () => {
  const texts = 'title: { en: One, zh-CN: 一 }\nsummary: { en: First., zh-CN: 第一。 }\n';
  await using loaded = await load({
    '010-a/lesson.mdx': lessonText(),
    '020-b/lesson.mdx': lessonText('<Nonsense />'),
    '../courses/010-one.yaml': `${texts}lessons: [b, a, c]\n`,
    '../courses/020-two.yaml': 'title: [',
  });
  expect(loaded.lessons.courses('zh-CN')).toMatchObject([{ slug: 'one', title: '一', lessons: ['a'] }]);
  const told = loaded.lessons.problems.filter(({ file }) => file.startsWith('courses/'));
  expect(told.map(({ code, fatal }) => [code, fatal])).toEqual([
    ['COURSE_INVALID', true],
    ['LESSON_UNKNOWN', false],
  ]);
});

test('pages are compiled once per content, also across restarts, and old ones go', async () => {
  await using loaded = await load({ '010-a/lesson.mdx': lessonText() });
  const first = await loaded.lessons.page('a', 'en');
  const pages = join(loaded.fixture.cache, 'pages');
  expect(await readdir(pages)).toEqual([`${first.hash}.js`]);
  expect((await (await loaded.again()).page('a', 'en')).code).toBe(first.code);

  await loaded.fixture.write('010-a/lesson.mdx', lessonText('More words.'));
  await loaded.lessons.reload();
  const second = await loaded.lessons.page('a', 'en');
  expect(second.code).toContain('More words');
  expect(await readdir(pages)).toEqual([`${second.hash}.js`]);
});

test('unknown lessons and steps have their codes; a folder without lessons is empty', async () => {
  await using loaded = await load({ '010-a/lesson.mdx': lessonText() });
  const { lessons } = loaded;
  expect(await lessons.page('no', 'en').catch(codeOf)).toBe('LESSON_UNKNOWN');
  expect(() => lessons.definition('__proto__')).toThrow(/LESSON|content/);
  const unknown = () => lessons.solution('a', 'no', 'en');
  expect(unknown).toThrow();
  try {
    unknown();
  } catch (error) {
    expect(codeOf(error)).toBe('STEP_UNKNOWN');
  }
  await using empty = await load({});
  expect(empty.lessons.list('en')).toEqual([]);
});

test('checks of which one has to pass', async () => {
  const any = (inside: string) => `
<Any id="either" needs="pulled">

<Check id="a" kind="volume-exists" volume="data" />
${inside}
</Any>
`;
  await using sound = await load({
    '010-a/lesson.mdx': lessonText(any('<Check id="b" kind="file-exists" path="x" />\n')),
  });
  expect(sound.lessons.problems).toEqual([]);
  expect(sound.lessons.definition('a').steps[0]?.checks).toMatchObject([
    { id: 'pulled' },
    { id: 'either', kind: 'any', mode: 'once', needs: ['pulled'], expected: [{ id: 'a' }, { id: 'b' }] },
  ]);
  const page = await sound.lessons.page('a', 'en');
  expect(page.code).not.toContain('volume-exists');
  await using lonely = await load({ '010-a/lesson.mdx': lessonText(any('')) });
  expect(lonely.lessons.problems).toMatchObject([{ code: 'CHECK_INVALID' }]);
});
