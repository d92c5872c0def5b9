import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lessonFixture, lessonText } from '#tests/support/lesson-fixture.ts';
import { lintLessons } from '../lint-lessons.ts';
import { recordTranslations } from '../record-translations.ts';
import { formatProblem } from '../source/problem.ts';

/** Problems of these files, as their author reads them. */
async function lint(files: Record<string, string>): Promise<string[]> {
  await using fixture = await lessonFixture(files);
  return (await lintLessons(fixture.content)).problems.map(formatProblem);
}

const lintOne = (inside: string) => lint({ '010-a/lesson.mdx': lessonText(inside) });
const sh = (text: string, more = '') => `\`\`\`sh${more}\n${text}\n\`\`\``;

describe('images nobody declared', () => {
  test.each([
    ['docker run -it --name x -p 80:80 --rm nginx sh', 'nginx:latest'],
    ['docker run -dit -e A=b --network=n redis:7 redis-server', 'redis:7'],
    ['docker pull docker.io/library/python:3.13', 'python:3.13'],
    ['docker container create \\\n  --name x busybox:stable', 'busybox:stable'],
    ["cat > Dockerfile <<'END'\nFROM node:24 AS build\nFROM build\nEND", 'node:24'],
    ["printf 'FROM debian\\nRUN true\\n' > Dockerfile", 'debian:latest'],
  ])('%s', async (command, image) => {
    const problems = await lintOne(sh(command, ' run'));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^010-a\/lesson\.mdx:28:1 IMAGE_UNDECLARED /);
    expect(problems[0]).toContain(` ${image} is not among the images`);
  });

  test('those the lesson makes, only the shell knows, or a break gets wrong are fine', async () => {
    const fine = [
      'docker build -t site .\ndocker run -d site\ndocker tag site localhost:5000/site:v1\ndocker run localhost:5000/site:v1',
      'docker commit box mine:v2\ndocker run mine:v2',
      'docker run "$IMAGE" && docker run hello-world:latest && docker run NAME',
      "cat > Dockerfile <<'END'\nFROM scratch\nEND",
      'echo docker run nginx',
    ];
    for (const text of fine) expect(await lintOne(sh(text, ' run')), text).toEqual([]);
    const broken = `<Break id="b" check="pulled" says="check.typo">\n\n${sh('docker pull hello-wrold')}\n\n</Break>`;
    expect(await lintOne(broken)).toEqual([]);
  });

  test('a compose file takes images, and makes what it builds', async () => {
    const compose = 'services:\n  db:\n    image: redis:7\n  web:\n    build: .\n    image: mine\n';
    const problems = await lintOne(`\`\`\`yaml file="compose.yaml"\n${compose}\`\`\``);
    expect(problems).toEqual([expect.stringContaining('redis:7 is used')]);
  });

  test('another version of a declared image names the declared one', async () => {
    expect((await lintOne(sh('docker run hello-world:linux', ' run'))).join()).toContain(
      'write hello-world:latest, or',
    );
  });
});

describe('hints', () => {
  test('that are a line of the solution', async () => {
    const problems = await lintOne('<Hint>\n\nType `docker pull hello-world  && echo secret-solution`.\n\n</Hint>');
    expect(problems).toEqual([expect.stringMatching(/:30:6 HINT_SOLVES .*&& echo secret-solution/)]);
    expect(await lintOne('<Hint>\n\nIt begins with `docker pull`.\n\n</Hint>')).toEqual([]);
  });
});

describe('links', () => {
  test.each([
    ['[x](http://example.org/a)', /:28:1 LINK_INSECURE .* — link to https/],
    ['[x](#nowhere)', /LINK_DEAD nothing is at "#nowhere" — link to a step of this lesson: #pull/],
    ['[x](/en/lessons/nowhere)', /LINK_DEAD .*\/en\/lessons\/nowhere/],
    ['[x](/somewhere)', /LINK_DEAD/],
    ['[x][y]\n\n[y]: http://example.org', /LINK_INSECURE/],
  ])('%s', async (text, expected) => {
    const problems = await lintOne(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });

  test('that lead somewhere', async () => {
    const fine = '[x](https://docs.docker.com) [x](#pull) [x](/en/lessons/a#pull) [x](/zh-CN) [x](http://localhost:80)';
    expect(await lintOne(fine)).toEqual([]);
  });
});

describe('drift of translations', () => {
  const translation =
    '---\ntitle: 例\nsummary: 一个例子。\n---\n\n<Step id="pull" title="拉取">\n\n字\n\n<Hint>提示</Hint>\n\n</Step>\n';
  const files = { '010-a/lesson.mdx': lessonText(), '010-a/lesson.zh-CN.mdx': translation };

  test('is not known before it is recorded, then there is none', async () => {
    await using fixture = await lessonFixture(files);
    const before = (await lintLessons(fixture.content)).problems;
    expect(before.map(({ code, fatal, line }) => [code, fatal, line])).toEqual([
      ['TRANSLATION_UNRECORDED', false, 1],
      ['TRANSLATION_UNRECORDED', false, 6],
    ]);
    expect(await recordTranslations(fixture.content)).toEqual([
      { lesson: 'a', locale: 'zh-CN', changed: ['_head', 'pull'] },
    ]);
    expect((await lintLessons(fixture.content)).problems).toEqual([]);
    const written = await readFile(join(fixture.content, 'lessons/010-a/lesson.zh-CN.mdx'), 'utf8');
    expect(written).toMatch(
      /^---\ntitle: 例\nsummary: 一个例子。\ntranslated:\n {2}_head: '[0-9a-f]{8}'\n {2}pull: '[0-9a-f]{8}'\n---\n\n<Step/,
    );
    expect(await recordTranslations(fixture.content, 'a')).toMatchObject([{ changed: [] }]);
  });

  test('is told when words change, not when lines are broken elsewhere or what is inherited changes', async () => {
    await using fixture = await lessonFixture(files);
    await recordTranslations(fixture.content);
    const codes = async (text: string) => {
      await fixture.write('010-a/lesson.mdx', text);
      return (await lintLessons(fixture.content)).problems.map(({ code, file, line }) => [code, file, line]);
    };
    expect(await codes(lessonText().replace('Words before.', 'Words\nbefore.'))).toEqual([]);
    expect(await codes(lessonText().replace('echo secret-solution', 'echo other-solution'))).toEqual([]);
    const stale = (line: number) => ['TRANSLATION_STALE', '010-a/lesson.zh-CN.mdx', line];
    expect(await codes(lessonText().replace('Words before.', 'Other words.'))).toEqual([stale(9)]);
    expect(await codes(lessonText().replace('A sample.', 'An example.'))).toEqual([stale(1)]);
    expect(await recordTranslations(fixture.content, 'a', ['_head'])).toMatchObject([{ changed: ['_head'] }]);
    expect(await codes(lessonText())).toEqual([stale(1)]);
  });
});
