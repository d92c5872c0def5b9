import { expect, test } from 'vitest';
import { silentLogger, systemClock } from '#lib/base/index.ts';
import { loadLessons } from '#lib/lesson/index.ts';
import { createFakeDriver, watchSandbox } from '#sandbox/index.ts';
import { lessonFixture } from '#tests/support/lesson-fixture.ts';
import type { Ground } from './ground.ts';
import { rehearseLesson } from './rehearse-lesson.ts';

const clock = systemClock;
const limits = { commandMs: 700, verdictMs: 700, quietMs: 30 };

/** Rehearses a lesson of these steps on the fake driver; what was wrong, by step. */
async function rehearse(...steps: string[]): Promise<Record<string, string[]>> {
  const head = '---\ntitle: T\nsummary: S.\nminutes: 1\n---\n\n';
  await using fixture = await lessonFixture({ '010-a/lesson.mdx': head + steps.join('\n') });
  const lessons = await loadLessons({
    contentFolder: fixture.content,
    cacheFolder: fixture.cache,
    logger: silentLogger,
  });
  expect(lessons.problems).toEqual([]);
  await using driver = createFakeDriver({ clock });
  const ground: Ground = {
    driver,
    watch: (channel, wants, listener) => watchSandbox(channel, wants, listener, { clock, logger: silentLogger }),
    clock,
    size: { memoryMiB: 1, cpus: 1, processes: 1 },
  };
  const outcomes = await rehearseLesson(lessons.definition('a'), ground, new AbortController().signal, limits);
  expect(await driver.list()).toEqual([]);
  return Object.fromEntries(outcomes.map(({ step, why }) => [step, why]));
}

const sh = (line: string) => `\n\n\`\`\`sh\n${line}\n\`\`\`\n\n`;

function step(id: string, check: string, solution: string, more = ''): string {
  return `<Step id="${id}" title="T">\n\n<Check id="c" ${check} />\n\n<Hint>H</Hint>\n\n<Solution>${sh(solution)}</Solution>\n\n${more}\n\n</Step>\n`;
}

const pull = step('pull', 'kind="image-exists" image="hello-world"', 'docker pull hello-world');

test('a sound lesson', async () => {
  const breaks = `<Break id="b" check="c" says="check.container.never-started">${sh('docker create hello-world')}</Break>`;
  const quiz =
    '<Quiz id="q" question="?"><Option id="a">A<Why>w</Why></Option><Option id="b" right>B<Why>w</Why></Option></Quiz>';
  const run = step(
    'run',
    'kind="container-exited" image="hello-world"',
    'docker run hello-world',
    `${breaks}\n\n${quiz}`,
  );
  expect(await rehearse(pull, run)).toEqual({ pull: [], run: [] });
});

test('a step that is passed before its solution', async () => {
  const again = step('again', 'kind="image-exists" image="hello-world"', 'docker pull hello-world');
  expect((await rehearse(pull, again)).again).toEqual(['is passed before its solution']);
});

test('a solution that does not solve, and the steps behind it', async () => {
  const wrong = step('wrong', 'kind="image-exists" image="hello-world:v2"', 'docker pull hello-world');
  const found = await rehearse(wrong, pull);
  expect(found.wrong?.join()).toMatch(
    /check "c" is not passed after the solution: is failed and says check\.image-exists\.other-tag/,
  );
  expect(found.pull?.join()).toMatch(/not tried/);
});

test('a break that says something else', async () => {
  const breaks = `<Break id="b" check="c" says="check.image-exists.other-name">${sh('docker pull hello-wrold')}</Break>`;
  const found = await rehearse(pull.replace('</Step>', `${breaks}\n\n</Step>`));
  expect(found.pull?.join()).toMatch(
    /break "b": check "c" should fail and say check\.image-exists\.other-name, but is failed and says check\.typo/,
  );
});

test('another way passes as well as the solution, or is told', async () => {
  const ways = (...lines: string[]) => lines.map((line) => `<Alternative>${sh(line)}</Alternative>`).join('\n\n');
  const sound = pull.replace(
    '</Step>',
    `${ways('docker image pull hello-world', 'docker run hello-world')}\n\n</Step>`,
  );
  expect(await rehearse(sound)).toEqual({ pull: [] });
  const wrong = pull.replace('</Step>', `${ways('docker run hello-world', 'docker ps')}\n\n</Step>`);
  expect((await rehearse(wrong)).pull?.join()).toMatch(/^alternative 2: check "c" is not passed/);
});

test('a command that never ends', async () => {
  const found = await rehearse(step('hang', 'kind="image-exists" image="hello-world"', 'sleep 60'));
  expect(found.hang?.join()).toMatch(/"sleep 60" did not end within 0.7 s/);
});
