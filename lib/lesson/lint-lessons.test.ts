import { describe, expect, test } from 'vitest';
import { lessonFixture, lessonText } from '#tests/support/lesson-fixture.ts';
import { formatProblem } from './index.ts';
import { lintLessons } from './lint-lessons.ts';

/** Problems of one lesson.mdx, as its author reads them. */
async function lint(text: string, more: Record<string, string> = {}): Promise<string[]> {
  await using fixture = await lessonFixture({ '010-a/lesson.mdx': text, ...more });
  return (await lintLessons(fixture.content)).problems.map(formatProblem);
}

describe('images that nobody has', () => {
  const images = new Set(['nginx:latest', 'nginx:1', 'hello-world:latest']);
  const lintImages = async (declared: string): Promise<string[]> => {
    const text = lessonText().replace('[hello-world:latest]', declared);
    await using fixture = await lessonFixture({ '010-a/lesson.mdx': text });
    return (await lintLessons(fixture.content, undefined, images)).problems.map(formatProblem);
  };

  test('are told with the place, and what there is instead', async () => {
    const [wrongTag, unknown, ...rest] = await lintImages('[nginx:2, hello-world:latest, grafana/grafana:11]');
    expect(wrongTag).toMatch(/^010-a\/lesson\.mdx:5:10 IMAGE_UNKNOWN .*"nginx:2".* — write nginx:1 or nginx:latest$/);
    expect(unknown).toMatch(/:5:39 IMAGE_UNKNOWN .* — take another, or fetch it: npm run kit -- prefetch grafana/);
    expect(rest).toEqual([]);
  });

  test('those of the kit are good under all their names', async () => {
    expect(await lintImages('[nginx:1, library/nginx:latest, docker.io/library/hello-world:latest]')).toEqual([]);
  });
});

describe('mistakes of authors are told with file, line, column and fix', () => {
  test('a good lesson has none', async () => {
    expect(await lint(lessonText())).toEqual([]);
  });

  test('an unclosed tag, with the place of the tag', async () => {
    const [problem] = await lint(lessonText('<Hint>never closed'));
    expect(problem).toMatch(/^010-a\/lesson\.mdx:28:1 MDX_SYNTAX .*Hint.* — close it with <\/Hint>/);
  });

  test.each([
    [
      'an unknown component',
      '<Stepp id="x" />',
      /:28:1 COMPONENT_UNKNOWN there is no component <Stepp> — write <Step>/,
    ],
    [
      'a component in the wrong place',
      '<Option id="a">x</Option>',
      /COMPONENT_MISPLACED <Option> must stand directly in <Quiz>/,
    ],
    [
      'an expression as attribute',
      '<Preview port={8000} />',
      /:28:10 ATTRIBUTE_NOT_LITERAL port of <Preview> is an expression — write port="8000"/,
    ],
    ['an attribute that is not there', '<Preview prot="8000" />', /ATTRIBUTE_INVALID <Preview> .*"prot"/],
    ['a missing attribute', '<Check id="b" />', /ATTRIBUTE_INVALID <Check> needs kind="…"/],
    [
      'an unknown check kind',
      '<Check id="b" kind="image-exist" image="x" />',
      /CHECK_INVALID there is no check kind "image-exist" — write kind="image-exists"/,
    ],
    [
      'a wrong attribute of a kind',
      '<Check id="b" kind="image-exists" img="x" />',
      /:28:35 CHECK_INVALID image-exists knows no attribute "img" — remove it; image-exists has image/,
    ],
    [
      'a bad number',
      '<Check id="b" kind="container-exited" image="x" exitCode="many" />',
      /CHECK_INVALID exitCode: write a whole number/,
    ],
    [
      'neither name nor image',
      '<Check id="b" kind="container-running" />',
      /CHECK_INVALID .*give name="…", image="…" or both/,
    ],
    [
      'a wrong mode',
      '<Check id="b" kind="image-exists" image="x" mode="always" />',
      /CHECK_INVALID "always" is no mode — write mode="once" or mode="holds"/,
    ],
    ['an id twice', '<Check id="pulled" kind="image-exists" image="x" />', /ID_TWICE the step has two checks "pulled"/],
    ['a need that is not there', '<Check id="b" kind="image-exists" image="x" needs="c" />', /NEEDS_UNKNOWN needs "c"/],
    [
      'a quiz written as a check',
      '<Check id="b" kind="quiz-answered" right="x" />',
      /CHECK_INVALID .* — write <Quiz id="b"/,
    ],
    [
      'a quiz without a right option',
      '<Quiz id="q" question="?"><Option id="a">A<Why>w</Why></Option><Option id="b">B<Why>w</Why></Option></Quiz>',
      /QUIZ_INVALID 0 options are right/,
    ],
    [
      'an option without explanation',
      '<Quiz id="q" question="?"><Option id="a" right>A<Why>w</Why></Option><Option id="b">B</Option></Quiz>',
      /QUIZ_INVALID option "b" has no explanation/,
    ],
    [
      'a break that says nothing',
      '<Break id="x" check="pulled" says="check.nothing">\n\n```sh\nls\n```\n\n</Break>',
      /BREAK_INVALID there is no message "check.nothing"/,
    ],
    [
      'a break of no check',
      '<Break id="x" check="no" says="check.typo">\n\n```sh\nls\n```\n\n</Break>',
      /BREAK_INVALID the step has no check "no"/,
    ],
    ['an alternative that is no block', '<Alternative>ls</Alternative>', /SOLUTION_INVALID <Alternative> holds/],
    [
      'an alternative with an attribute',
      '<Alternative id="x">\n\n```sh\nls\n```\n\n</Alternative>',
      /no attribute "id"/,
    ],
    ['a second solution', '<Solution>\n\n```sh\nls\n```\n\n</Solution>', /SOLUTION_INVALID a second solution/],
    ['a block without language', '```\nls\n```', /FENCE_INVALID a block without a language/],
    ['a block that cannot run', '```yaml run\na: 1\n```', /FENCE_INVALID only sh blocks can be run/],
    ['a file outside the home folder', '```yaml file="../x"\na: 1\n```', /FENCE_INVALID "file="/],
    ['an expression', 'Hello {process.env.HOME}', /PROGRAM_TEXT an expression/],
    ['a link that runs', '[x](javascript:alert)', /LINK_INVALID/],
    ['a drawing that is not there', '![what it shows](gone.svg)', /DRAWING_INVALID there is no file gone.svg/],
    ['a drawing without description', '![](gone.svg)', /DRAWING_INVALID a drawing without description/],
  ])('%s', async (_title, inside, expected) => {
    const problems = await lint(lessonText(inside));
    expect(
      problems.some((problem) => expected.test(problem)),
      problems.join('\n'),
    ).toBe(true);
    for (const problem of problems) expect(problem).toMatch(/^010-a\/lesson\.mdx:\d+:\d+ [A-Z_]+ .+ — .+$/);
  });

  test('all at once', async () => {
    expect(await lint(lessonText('<Preview />\n\n<Check id="b" kind="x" />\n\n{1}'))).toHaveLength(3);
  });

  test('an import', async () => {
    expect((await lint(lessonText('').replace('<Step', "import 'node:fs'\n\n<Step"))).join()).toMatch(
      /PROGRAM_TEXT a lesson has no import/,
    );
  });

  test('front matter', async () => {
    const problems = await lint(
      lessonText().replace('minutes: 5', 'minuets: 5').replace('hello-world:latest', 'hello-world'),
    );
    expect(problems.join('\n')).toMatch(/:5:1 FRONT_MATTER images\.0: an image with its tag/);
    expect(problems.join('\n')).toMatch(/FRONT_MATTER minutes/);
    expect(problems.join('\n')).toMatch(/:4:1 FRONT_MATTER .*minuets.* — remove it/);
    expect((await lint('no front matter')).join('\n')).toMatch(/FRONT_MATTER the file does not begin/);
    expect((await lint('---\ntitle: "x\n---\n')).join('\n')).toMatch(/:\d+:1 FRONT_MATTER/);
  });

  test('a drawing that runs something', async () => {
    const bad = [
      '<svg><script>1</script></svg>',
      '<svg onload="x()"></svg>',
      '<svg><a href="x">y</a></svg>',
      '<svg><path fill="url(http://x)"/></svg>',
    ];
    for (const svg of bad) {
      expect((await lint(lessonText('![a](a.svg)'), { '010-a/a.svg': svg })).join()).toMatch(
        /DRAWING_INVALID a.svg holds something besides/,
      );
    }
  });

  test('two lessons of one name, and odd folder names', async () => {
    expect((await lint(lessonText(), { '020-a/lesson.mdx': lessonText() })).join()).toMatch(/020-a:1:1 ID_TWICE/);
    expect((await lint(lessonText(), { 'b/lesson.mdx': lessonText() })).join()).toMatch(/b:1:1 FOLDER_NAME/);
  });
});

describe('another way', () => {
  const bare = lessonText().replace(/<Alternative>[\s\S]*<\/Alternative>/, '');

  test('is shown by every lesson that has a sandbox', async () => {
    expect(await lint(bare)).toEqual([
      expect.stringMatching(/^010-a\/lesson\.mdx:8:1 ALTERNATIVE_MISSING no step .* — add <Alternative>/),
    ]);
    expect(await lint(bare.replace('minutes: 5', 'minutes: 5\nsandbox: false'))).toEqual([]);
  });
});

describe('translations', () => {
  const translated = (inside: string) => `---\ntitle: 例\nsummary: 一个例子。\n---\n\n${inside}\n`;
  const quiz =
    '<Quiz id="q" question="?">\n<Option id="a" right>A<Why>w</Why></Option>\n<Option id="b">B<Why>w</Why></Option>\n</Quiz>';
  const lintBoth = (inside: string, original = lessonText()) =>
    lint(original, { '010-a/lesson.zh-CN.mdx': translated(inside) });

  test('a missing step and missing hints are drift', async () => {
    expect((await lintBoth('')).join()).toMatch(/lesson\.zh-CN\.mdx:1:1 TRANSLATION_MISSING step "pull"/);
    expect((await lintBoth('<Step id="pull" title="拉取">\n\n字\n\n</Step>')).join()).toMatch(
      /TRANSLATION_DIFFERS step "pull" has 0 hints, lesson\.mdx has 1/,
    );
  });

  test('what is inherited is not repeated', async () => {
    expect(
      (
        await lintBoth('<Step id="pull" title="拉取">\n\n<Check id="a" kind="image-exists" image="x" />\n\n</Step>')
      ).join(),
    ).toMatch(/TRANSLATION_REPEATS <Check>/);
    expect((await lintBoth(`<Step id="pull" title="拉取">\n\n${quiz}\n\n</Step>`, lessonText(quiz))).join()).toMatch(
      /TRANSLATION_REPEATS right/,
    );
  });

  test('an unknown step, a quiz left out, options in another order', async () => {
    expect((await lintBoth('<Step id="no" title="无" />')).join()).toMatch(
      /TRANSLATION_DIFFERS lesson\.mdx has no step "no"/,
    );
    expect((await lintBoth('<Step id="pull" title="拉取"><Hint>提示</Hint></Step>', lessonText(quiz))).join()).toMatch(
      /TRANSLATION_DIFFERS quiz "q" is missing/,
    );
    const swapped =
      '<Quiz id="q" question="?">\n<Option id="b">B<Why>w</Why></Option>\n<Option id="a">A<Why>w</Why></Option>\n</Quiz>';
    expect((await lintBoth(`<Step id="pull" title="拉取">\n\n${swapped}\n\n</Step>`, lessonText(quiz))).join()).toMatch(
      /the options are b, a/,
    );
  });
});
